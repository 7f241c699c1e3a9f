select p.place::text, p.content::text
from access.export_page($2, $3, $1, $4, $5) with ordinality p (place, content, ordinal)
order by p.ordinal
