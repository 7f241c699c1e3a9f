select wrapped, generation
from keys.document_key
where ends_on = $1 and wrapped is not null
