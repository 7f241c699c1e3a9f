select queue.delete($1, $2, $3)
