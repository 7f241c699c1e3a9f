select 1 from coordinator.decision where gid = $1
