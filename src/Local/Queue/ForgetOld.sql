select queue.forget_old($1, $2)
