rollback prepared '{gid}'
