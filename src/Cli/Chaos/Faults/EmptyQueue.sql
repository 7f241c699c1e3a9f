-- Every queue, whoever receives from it: what was in them is sent again from where it came.
delete from queue.message
