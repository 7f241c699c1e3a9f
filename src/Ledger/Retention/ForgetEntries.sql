select access.forget_entries($1, $2)
