local record, lease, keys, counter = KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local expected, fence, write, member, value = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]

local current = redis.call('HMGET', record, 'revision', 'write')
-- This very write came before, and its answer was lost on the way back.
if current[2] == write then
  return { 'done', current[1] }
end
if fence ~= '' then
  local granted = tonumber(redis.call('HGET', lease, 'fence'))
  if granted and granted > tonumber(fence) then
    return { 'fenced' }
  end
end
if (current[1] or '') ~= expected then
  return { 'conflict' }
end
local revision = text(after(redis.call('GET', counter)))
redis.call('SET', counter, revision)
redis.call('ZADD', keys, 0, member)
redis.call('HSET', record, 'revision', revision, 'value', value, 'write', write)
return { 'done', revision }
