using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>
/// Remembers which nonces were used, for as long as their timestamps are taken. It lies in memory: timestamps from before the start are
/// refused, so that nothing from before can come again. Only calls whose signature was verified are remembered, and no more of a minute than the limit.
/// </summary>
internal sealed class NonceMemory(TimeProvider clock, int mostPerMinute = 2_000_000)
{
    /// <summary>How far the clocks of programs may be off.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly long _start = clock.GetUtcNow().ToUnixTimeSeconds();
    private readonly ConcurrentDictionary<long, Minute> _minutes = new();
    private long _lookedAt;

    /// <summary>Whether a timestamp, in seconds since 1970, is one that can be taken now.</summary>
    public bool IsTimely(long timestamp)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return timestamp >= _start && Math.Abs(now - timestamp) <= Window.TotalSeconds;
    }

    /// <summary>Takes a nonce, once.</summary>
    /// <returns>False where it was taken before, or so many were in its minute that no more can be remembered.</returns>
    public bool TryTake(string consumerKey, string token, long timestamp, string nonce)
    {
        ForgetOld();
        return _minutes.GetOrAdd(timestamp / 60, _ => new()).TryTake(Fingerprint(consumerKey, token, timestamp, nonce), mostPerMinute);
    }

    // Once a minute: going through a dictionary that others use stops them all.
    private void ForgetOld()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _lookedAt, now) == now)
            return;
        var oldest = now - ((long)Window.TotalSeconds / 60);
        foreach (var minute in _minutes.Keys)
        {
            if (minute < oldest)
                _minutes.TryRemove(minute, out _);
        }
    }

    /// <summary>The nonces of a minute, counted beside: asking such a dictionary for its count stops everybody who uses it.</summary>
    private sealed class Minute
    {
        private readonly ConcurrentDictionary<UInt128, bool> _taken = new();
        private int _count;

        public bool TryTake(UInt128 nonce, int most) =>
            Volatile.Read(ref _count) < most && _taken.TryAdd(nonce, true) && Interlocked.Increment(ref _count) > 0;
    }

    private static UInt128 Fingerprint(string consumerKey, string token, long timestamp, string nonce)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{consumerKey}\n{token}\n{timestamp}\n{nonce}"), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
