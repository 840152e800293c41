-- Programs that keep the interpreter's loop busy: queens, n-body, spectral norm, life, sieve, matrix, mandelbrot, JSON.
local function queens(n, row, cols, d1, d2) if row > n then return 1 end local c = 0 for i = 1, n do if not cols[i] and not d1[row + i] and not d2[row - i] then cols[i], d1[row + i], d2[row - i] = true, true, true c = c + queens(n, row + 1, cols, d1, d2) cols[i], d1[row + i], d2[row - i] = nil, nil, nil end end return c end
print(queens(7, 1, {}, {}, {}))
local bodies = { { 0, 0, 0, 0, 0, 0, 39.47 }, { 4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.0376 }, { 8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.0113 } }
for _ = 1, 2000 do for i = 1, 3 do local p = bodies[i] for j = i + 1, 3 do local q = bodies[j] local dx, dy, dz = p[1] - q[1], p[2] - q[2], p[3] - q[3] local d = dx * dx + dy * dy + dz * dz local m = 0.001 / (d * math.sqrt(d)) p[4] = p[4] - dx * q[7] * m p[5] = p[5] - dy * q[7] * m p[6] = p[6] - dz * q[7] * m q[4] = q[4] + dx * p[7] * m q[5] = q[5] + dy * p[7] * m q[6] = q[6] + dz * p[7] * m end end for i = 1, 3 do local p = bodies[i] for k = 1, 3 do p[k] = p[k] + 0.001 * p[k + 3] end end end
print(string.format("%.10f %.10f", bodies[1][1], bodies[2][2]))
local function A(i, j) return 1 / ((i + j) * (i + j + 1) / 2 + i + 1) end
local u, v, n = {}, {}, 40 for i = 1, n do u[i] = 1 end
local function mul(x, t) local r = {} for i = 1, n do local s = 0 for j = 1, n do s = s + (t and A(j - 1, i - 1) or A(i - 1, j - 1)) * x[j] end r[i] = s end return r end
for _ = 1, 6 do v = mul(mul(u), true) u = mul(mul(v), true) end local vv, uv = 0, 0 for i = 1, n do uv = uv + u[i] * v[i] vv = vv + v[i] * v[i] end print(string.format("%.9f", math.sqrt(uv / vv)))
local W, H, g = 20, 12, {} for y = 0, H - 1 do g[y] = {} for x = 0, W - 1 do g[y][x] = (x * 7 + y * 13 + x * y) % 5 < 2 and 1 or 0 end end
for _ = 1, 30 do local new = {} for y = 0, H - 1 do new[y] = {} for x = 0, W - 1 do local s = 0 for dy = -1, 1 do for dx = -1, 1 do if dx ~= 0 or dy ~= 0 then s = s + g[(y + dy) % H][(x + dx) % W] end end end new[y][x] = (s == 3 or s == 2 and g[y][x] == 1) and 1 or 0 end end g = new end
for y = 0, H - 1 do local line = {} for x = 0, W - 1 do line[#line + 1] = g[y][x] == 1 and "#" or "." end print(table.concat(line)) end
local sieve, primes = {}, 0 for i = 2, 30000 do if not sieve[i] then primes = primes + 1 for j = i * i, 30000, i do sieve[j] = true end end end print(primes)
for y = -5, 5 do local line = {} for x = -20, 8 do local cr, ci, r, i, k = x / 11, y / 4.5, 0, 0, 0 while k < 60 and r * r + i * i < 4 do r, i, k = r * r - i * i + cr, 2 * r * i + ci, k + 1 end line[#line + 1] = string.sub(" .:-=+*#%@", k * 9 // 60 + 1, k * 9 // 60 + 1) end print(table.concat(line)) end
local function json(x) local t = type(x) if t == "table" then if #x > 0 then local p = {} for i, e in ipairs(x) do p[i] = json(e) end return "[" .. table.concat(p, ",") .. "]" end local keys = {} for k in pairs(x) do keys[#keys + 1] = k end table.sort(keys) for i, k in ipairs(keys) do keys[i] = string.format("%q:%s", k, json(x[k])) end return "{" .. table.concat(keys, ",") .. "}" elseif t == "string" then return '"' .. x:gsub('[%c"\\]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"' end return tostring(x) end
print(json { a = 1, b = { 1, 2.5, true, "q\"\n" }, c = { d = {}, e = false } })
local memo = setmetatable({}, { __mode = "k" }) local function fib(k) if k < 2 then return k end local m = memo[k] if m then return m end m = fib(k - 1) + fib(k - 2) memo[k] = m return m end print(fib(80))
local function sha(x) local a, b = 0x67452301, 0xefcdab89 for i = 1, #x do a = ((a << 5 | a >> 27) + (b ~ x:byte(i)) + 0x5a827999) & 0xffffffff b = ((b << 30 | b >> 2) ~ a) & 0xffffffff end return string.format("%08x%08x", a, b) end print(sha("hello"), sha(("x"):rep(1000)))
local t = {} for i = 1, 3000 do t[i] = (i * 7919) % 3001 end table.sort(t, function(p, q) return p > q end) print(t[1], t[1500], t[3000])
local file = io.tmpfile() for i = 1, 100 do file:write(i, " ", i * i, "\n") end file:seek("set") local total = 0 for x, y in function() return file:read("n", "n") end do total = total + x * y end print(total) file:close()
