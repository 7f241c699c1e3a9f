prepare transaction '{gid}'
