select depth, dead_count, oldest_age from queue.figures($1)
