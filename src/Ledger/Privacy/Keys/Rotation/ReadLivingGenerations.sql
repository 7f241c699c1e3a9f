select generation, fingerprint
from keys.generation
where destroyed_at is null
order by generation
