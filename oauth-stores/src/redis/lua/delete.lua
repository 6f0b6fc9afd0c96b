local record, keys = KEYS[2], KEYS[3]
local expected, member = ARGV[2], ARGV[3]

if redis.call('HGET', record, 'revision') ~= expected then
  return { 'conflict' }
end
redis.call('ZREM', keys, member)
redis.call('DEL', record)
return { 'done', expected }
