"""From what an app stored to the bytes of its audio: base64, hexadecimal, JSON, `.npy`, gzip.

Each stored chunk is decoded by itself, and the bytes of a track are joined. Nothing here knows what the
bytes sound like: `decoding` makes PCM of them.
"""
