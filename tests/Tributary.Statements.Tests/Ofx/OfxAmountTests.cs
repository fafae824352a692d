using System.Globalization;
using Tributary.Statements.Ofx;

namespace Tributary.Statements.Tests.Ofx;

public sealed class OfxAmountTests
{
    [Theory]
    [InlineData("12.34", "12.34")]
    [InlineData("-12.34", "-12.34")]
    [InlineData("+5", "5")]
    [InlineData("5.", "5")]
    [InlineData(".50", "0.50")]
    [InlineData("-,5", "-0.5")]
    [InlineData("12,34", "12.34")]
    [InlineData("- 12,00", "-12.00")]
    [InlineData("  -11,76  ", "-11.76")]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("1,234.56", "1234.56")]
    [InlineData("12.345.678,9", "12345678.9")]
    [InlineData("1,23,45,678.90", "12345678.90")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1.234.56", "1234.56")]
    [InlineData("1 234,56", "1234.56")]
    [InlineData("1\u00A0234,56", "1234.56")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("12.00-", "-12.00")]
    [InlineData("(12.00)", "-12.00")]
    [InlineData("\u221212.00", "-12.00")]
    [InlineData("$120", "120")]
    [InlineData("-$120.00", "-120.00")]
    [InlineData("R$ 5.326,43", "5326.43")]
    [InlineData("12,00 €", "12.00")]
    [InlineData("12.345", "12.345")]
    [InlineData("2607.1664944585727", "2607.1664944585727")]
    [InlineData("0,123", "0.123")]
    [InlineData("-0.00", "0.00")]
    [InlineData("0000000000000000000000000000000000001.50", "1.50")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Parse_GivesTheAmountWithItsDecimals(string text, string expected)
    {
        var amount = OfxAmount.Parse(text);

        Assert.Equal((OfxAmountOutcome.Read, expected), (amount.Outcome, amount.Value.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1,234", "1.234")]
    [InlineData("-12,345", "-12.345")]
    public void Parse_OfASingleCommaBeforeThreeDigits_TakesTheDecimalMarkAndSaysSo(string text, string expected)
    {
        var amount = OfxAmount.Parse(text);

        Assert.Equal((OfxAmountOutcome.Ambiguous, expected), (amount.Outcome, amount.Value.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("0.1000000000000000055511151231257827", "0.1000000000000000055511151231")]
    [InlineData("0.00000000000000000000000000015", "0.0000000000000000000000000002")]
    [InlineData("7922816251426433759354395033.51", "7922816251426433759354395033.5")]
    public void Parse_OfTooManyDecimals_RoundsAndSaysSo(string text, string expected)
    {
        var amount = OfxAmount.Parse(text);

        Assert.Equal((OfxAmountOutcome.Rounded, expected), (amount.Outcome, amount.Value.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(" . ")]
    [InlineData("-")]
    public void Parse_WithoutDigits_IsMissing(string text) => Assert.Equal(OfxAmountOutcome.Missing, OfxAmount.Parse(text).Outcome);

    [Theory]
    [InlineData("56.77x")]
    [InlineData("1E5")]
    [InlineData("abc")]
    [InlineData("--5")]
    [InlineData("(-5)")]
    [InlineData("1.2.3")]
    [InlineData("12,34,5")]
    [InlineData("1,2345.00")]
    [InlineData("1.234,567.89")]
    [InlineData("5 5")]
    [InlineData("12.00 CR")]
    public void Parse_OfNonsense_IsUnreadable(string text) => Assert.Equal(OfxAmountOutcome.Unreadable, OfxAmount.Parse(text).Outcome);

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("-99999999999999999999999999999999999.00")]
    public void Parse_OfMoreThanADecimalHolds_IsTooLarge(string text) => Assert.Equal(OfxAmountOutcome.TooLarge, OfxAmount.Parse(text).Outcome);

    [Fact]
    public void Parse_AgreesWithDecimalParse_OnWhatTheStandardAllows()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var value = new decimal(random.Next(), random.Next(), random.Next(0, 8), random.Next(2) == 0, (byte)random.Next(0, 12));
            var text = value.ToString(CultureInfo.InvariantCulture);
            Assert.True(value == OfxAmount.Parse(text).Value, $"seed {seed}: {text} gave {OfxAmount.Parse(text)}");
        }
    }
}
