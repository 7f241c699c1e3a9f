select id, body, receipt, receive_count from queue.receive($1, $2, $3, $4, $5)
