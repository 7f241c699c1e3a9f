-- A transaction at REPEATABLE READ sees what its first statement saw; this one is asked for its moment only.
select clock_timestamp()
