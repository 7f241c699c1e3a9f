commit prepared '{gid}'
