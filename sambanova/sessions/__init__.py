"""Which sessions there are, where their audio is in Redis, and what changed.

Only this package and `redis_manager` know Redis. It never decodes audio.
"""
