"""What a recording looks like and what is wrong with its sound: samples in, numbers and findings out.

It reads recordings and changes nothing. No module here knows Redis, the network or the speaker.
"""
