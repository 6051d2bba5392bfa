"""Which servers a Redis consists of, and which of them gets a command.

`redis_manager` alone uses this room; all others know only the manager. `nodes` has the interface, `Nodes`:

- `OneServer` is the usual case: one server, or the primary that Sentinels name (`sentinels`). Everything is
  sent to it as it comes.
- `Cluster` (`cluster`) sends each command to the node of its key, and sends it again where the node says
  that the key is elsewhere.

redis-py discovers the nodes, connects and authenticates. What is our own is the grouping: a list of ten
thousands of commands is sent to all nodes at once, batch by batch, which its pipelines do too slowly.
"""
