using Tributary.Faces.AggCat.Export;

namespace Tributary.Faces.Tests.AggCat;

/// <summary>Ranges of a batch file, as programs write them (AggCat, 3, operation 16).</summary>
public sealed class ByteRangeTests
{
    [Theory]
    [InlineData("bytes=0-9", 0, 9)]
    [InlineData("0-9", 0, 9)]
    [InlineData(" BYTES= 0-9 ", 0, 9)]
    [InlineData("bytes=5-", 5, 99)]
    [InlineData("5-", 5, 99)]
    [InlineData("bytes=-10", 90, 99)]
    [InlineData("bytes=-1000", 0, 99)]
    [InlineData("99-99", 99, 99)]
    [InlineData("0-99999999999", 0, 99)]
    public void ARange_IsThatPartOfTheFile(string header, long from, long to) => Assert.Equal(new ByteRange(from, to), ByteRange.Parse(header, 100));

    [Theory]
    [InlineData("bytes=")]
    [InlineData("-")]
    [InlineData("bytes=-")]
    [InlineData("bytes=-0")]
    [InlineData("9-0")]
    [InlineData("100-")]
    [InlineData("100-200")]
    [InlineData("a-b")]
    [InlineData("1-2,4-5")]
    [InlineData("bytes=1--5")]
    [InlineData("items=0-9")]
    [InlineData("99999999999999999999-")]
    public void WhatIsNone_OrLiesOutside_IsRefused(string header) => Assert.Null(ByteRange.Parse(header, 100));

    [Fact]
    public void OfAnEmptyFile_ThereIsNoRange() => Assert.Null(ByteRange.Parse("0-", 0));
}
