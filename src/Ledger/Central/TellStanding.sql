select central.tell_standing($1, $2, $3, $4, $5, $6)
