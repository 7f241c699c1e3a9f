alter database queue with allow_connections true
