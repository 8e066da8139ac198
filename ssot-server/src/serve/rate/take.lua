-- Takes a token out of the bucket KEYS[1]. ARGV[1] is how long a token takes to come back, ARGV[2] how long all of them do, in
-- microseconds. Answers how long the bucket now needs to be full, or, below zero, how long to wait for a token.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local cost, most = tonumber(ARGV[1]), tonumber(ARGV[2])
-- The clock may have been set back, and the limit been lowered.
local full_at = math.min(tonumber(redis.call('GET', KEYS[1]) or now), now + most)
local span = math.max(full_at, now) + cost - now
if span > most then
  return most - span
end
redis.call('SET', KEYS[1], string.format('%.0f', now + span), 'PX', math.ceil(span / 1000))
return span
