local lease = KEYS[2]
local id, name, ttl = ARGV[2], ARGV[3], tonumber(ARGV[4])

local held = redis.call('HMGET', lease, 'owner_id', 'owner_name', 'fence', 'until')
local fence = held[3]
if held[1] ~= id then
  local remaining = (tonumber(held[4]) or 0) - now()
  if held[1] and remaining > 0 then
    return { 'held', held[2] or '', text(remaining) }
  end
  fence = text(after(fence))
end
redis.call('HSET', lease, 'owner_id', id, 'owner_name', name, 'fence', fence, 'until', text(now() + ttl))
return { 'granted', fence }
