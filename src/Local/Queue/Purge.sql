select queue.purge($1)
