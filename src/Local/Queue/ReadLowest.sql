select queue.lowest($1, $2)
