-- The fence stays: it refuses the writes of those who had the lease before.
local held = redis.call('HMGET', KEYS[2], 'owner_id', 'fence')
if held[1] == ARGV[2] and held[2] == ARGV[3] then
  redis.call('HDEL', KEYS[2], 'owner_id', 'owner_name', 'until')
end
return { 'done' }
