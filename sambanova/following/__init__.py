"""A call while it is recorded: what is new is read, decoded and handed to all who listen.

`call` follows one session in a thread of its own, `followers` shares it among listeners, and
`browser` sends it to those that have a socket.
"""
