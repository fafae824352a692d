using Tributary.Statements.Ofx;

namespace Tributary.Statements.Tests.Ofx;

public sealed class OfxDateTests
{
    [Theory]
    [InlineData("20240229", "2024-02-29", null)]
    [InlineData("20240102120000", "2024-01-02", "2024-01-02T12:00:00Z")]
    [InlineData("202401021530", "2024-01-02", "2024-01-02T15:30:00Z")]
    [InlineData("20240102120000.123", "2024-01-02", "2024-01-02T12:00:00.123Z")]
    [InlineData("20240102120000.000[-5:EST]", "2024-01-02", "2024-01-02T17:00:00Z")]
    [InlineData("20240102000000[-3:BRT]", "2024-01-02", "2024-01-02T03:00:00Z")]
    [InlineData("20240102230000[-8:PST]", "2024-01-02", "2024-01-03T07:00:00Z")]
    [InlineData("20240102010000[+5.30:IST]", "2024-01-02", "2024-01-01T19:30:00Z")]
    [InlineData("20240102010000[5.5:IST]", "2024-01-02", "2024-01-01T19:30:00Z")]
    [InlineData("20240102120000[+5.75:NPT]", "2024-01-02", "2024-01-02T06:15:00Z")]
    [InlineData("20240102120000[-4.00:AST]", "2024-01-02", "2024-01-02T16:00:00Z")]
    [InlineData("20240102120000[-0330:NST]", "2024-01-02", "2024-01-02T15:30:00Z")]
    [InlineData("20240102120000[0:GMT]", "2024-01-02", "2024-01-02T12:00:00Z")]
    [InlineData("2009021100000000[-5:EST]", "2009-02-11", "2009-02-11T05:00:00Z")]
    [InlineData("20180804093914:014", "2018-08-04", "2018-08-04T09:39:14.014Z")]
    [InlineData("20240102120000[-:TZ]", "2024-01-02", null)]
    [InlineData("20240102120000[EST]", "2024-01-02", null)]
    [InlineData("20240102120000[99:XYZ]", "2024-01-02", null)]
    [InlineData("20240102250000", "2024-01-02", null)]
    [InlineData("20240102 noon", "2024-01-02", null)]
    [InlineData("2024-01-02", "2024-01-02", null)]
    [InlineData("2024-01-02T10:00:00", "2024-01-02", null)]
    [InlineData("2024/01/02", "2024-01-02", null)]
    [InlineData("30/06/2025", "2025-06-30", null)]
    [InlineData("06/30/2025", "2025-06-30", null)]
    [InlineData("05.05.2025", "2025-05-05", null)]
    public void Parse_KeepsTheDayAsWritten(string text, string date, string? instant)
    {
        var parsed = OfxDate.Parse(text);

        Assert.Equal(DateOnly.Parse(date), parsed?.Date);
        Assert.Equal(instant is null ? null : DateTimeOffset.Parse(instant), parsed?.Instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000")]
    [InlineData("00000000000000")]
    [InlineData("20240230")]
    [InlineData("20230229")]
    [InlineData("20241301")]
    [InlineData("20240100")]
    [InlineData("201120000000")]
    [InlineData("2024010")]
    [InlineData("2024O1O2")]
    [InlineData("05/06/2025")]
    [InlineData("2024-01-021")]
    [InlineData("1700000000")]
    [InlineData("18991231")]
    [InlineData("4111111111111111")]
    [InlineData("yesterday")]
    public void Parse_OfNoDay_IsNull(string text) => Assert.Null(OfxDate.Parse(text));
}
