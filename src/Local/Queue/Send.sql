select queue.send($1, $2)
