namespace Tributary.Bench.Measuring;

/// <summary>What a ratio of ours to the yardstick's must reach, or must not exceed.</summary>
internal sealed record Bar
{
    private readonly double _limit;
    private readonly bool _isFloor;

    private Bar(double limit, bool isFloor)
    {
        _limit = limit;
        _isFloor = isFloor;
    }

    public static Bar AtLeast(double limit) => new(limit, isFloor: true);

    public static Bar AtMost(double limit) => new(limit, isFloor: false);

    public bool IsMetBy(double ratio) => _isFloor ? ratio >= _limit : ratio <= _limit;

    public override string ToString() => $"{(_isFloor ? "at least" : "at most")} {_limit}";
}
