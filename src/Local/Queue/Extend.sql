select queue.extend($1, $2, $3, $4)
