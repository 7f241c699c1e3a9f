select keys.open_first_generation($1, $2)
