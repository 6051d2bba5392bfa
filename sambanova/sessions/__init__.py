"""The sessions in Redis: which match a query, which changed, and how fast their audio grows.

Only this package and `redis_manager` know Redis. Nothing here decodes audio.
"""
