select generation, fingerprint
from keys.generation
where retired_at is null
