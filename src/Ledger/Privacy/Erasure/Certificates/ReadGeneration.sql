select generation, destroyed_at
from keys.generation
where generation = $1
