using Tributary.Core.Categories;

namespace Tributary.Core.Tests.Categories;

/// <summary>The automaton against looking for each pattern by itself, in texts and patterns of few letters, where they overlap most.</summary>
public sealed class PatternIndexTests
{
    [Fact]
    public void EveryPattern_IsFound_WhereItEnds()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            byte[][] patterns = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Text(random, random.Next(1, 6)))];
            var text = Text(random, random.Next(0, 60));
            var found = new Finds();

            PatternIndex.Of(patterns).Find(text, ref found);

            var expected =
                from number in Enumerable.Range(0, patterns.Length)
                from end in Enumerable.Range(0, text.Length + 1)
                where end >= patterns[number].Length && text.AsSpan(end - patterns[number].Length, patterns[number].Length).SequenceEqual(patterns[number])
                select (number, end);
            Assert.True(expected.Order().SequenceEqual(found.All.Order()), $"seed {seed}");
        }
    }

    private static byte[] Text(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(0, 3))];

    private struct Finds() : IPatternSink
    {
        public List<(int, int)> All { get; } = [];

        public readonly void Found(int number, int end) => All.Add((number, end));
    }
}
