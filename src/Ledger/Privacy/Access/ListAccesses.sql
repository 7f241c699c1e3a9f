select entry_number, who, who_role, call, by_right, noted_at
from access.entry
where user_number = $1 and entry_number < $2
order by entry_number desc
limit $3
