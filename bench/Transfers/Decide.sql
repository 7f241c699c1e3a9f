insert into coordinator.decision (gid) values ($1)
