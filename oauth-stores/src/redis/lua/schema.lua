-- Every script starts with this: it does nothing over a schema that it was not written for.
local schema = redis.call('GET', KEYS[1])
if schema ~= ARGV[1] then
  return { 'schema', schema or '' }
end

local function text(number)
  return string.format('%.0f', number)
end

-- Microseconds since 1970 by the server's clock; they fit a double until the year 2255.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- Revisions and fences follow the clock as well as their predecessor, so that they also
-- go on growing when a crash of the server loses its last second of writes.
local function after(last)
  return math.max((tonumber(last) or 0) + 1, now())
end
