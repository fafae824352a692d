using System.Globalization;

namespace Tributary.Statements.Tests.Ofx;

/// <summary>Vectors, mutated: whatever comes out of it, the outcome is a result that keeps the reader's promises.</summary>
public sealed class FuzzTests
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE a [", "]>", "<?", "?>", "&", "&amp;", "&#x110000;", "\0", "\r", "\n", "\u00FF",
            "<STMTTRN>", "</STMTTRN>", "<STMTRS>", "</STMTRS>", "<OFX>", "</OFX>", "<INVSTMTRS>", "<BANKACCTFROM><ACCTID>9</BANKACCTFROM>",
            "<LEDGERBAL>", "<TRNAMT>1,5", "<DTPOSTED>20240101", "<PAYEE>", "<X.Y>", "</X.Y>", "ENCODING:UTF-8", "CHARSET:932", "VERSION:999", "-", ",", ".",
        }.Select(System.Text.Encoding.Latin1.GetBytes),
        [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F],
    ];

    [Fact]
    public void MutatedVectors_AlwaysGiveASoundResult()
    {
        var count = Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1" ? 100_000 : 2_000;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TRIBUTARY_TEST_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Environment.TickCount;
        var vectors = Vectors.Names.Select(Vectors.Bytes).ToArray();
        for (var i = 0; i < count; i++)
        {
            var random = new Random(unchecked(seed + i));
            var input = Mutate(vectors, random);
            try
            {
                AssertSound(StatementFile.Read(input), input);
            }
            catch (Exception e)
            {
                Assert.Fail($"TRIBUTARY_TEST_SEED={unchecked(seed + i)} gives: {e}\non {Convert.ToBase64String(input)}");
            }
        }
    }

    private static void AssertSound(StatementReadResult result, byte[] input)
    {
        var lines = input.Count(b => b is (byte)'\n' or (byte)'\r') + 1;
        Assert.True(result.Statements.Count > 0 || result.Problems.Any(p => p.Severity == StatementProblemSeverity.Error));
        Assert.All(result.Problems, p => Assert.True(p.Text.Length is > 0 and < 400 && (p.Line is null || (p.Line >= 1 && p.Line <= lines && p.Column >= 1))));
        foreach (var transaction in result.Statements.SelectMany(s => s.Transactions.Concat(s.PendingTransactions)))
        {
            Assert.InRange(transaction.Line, 1, lines);
            Assert.NotEmpty(transaction.PostedText);
            foreach (var text in new[] { transaction.Id, transaction.Name, transaction.Memo })
                Assert.True(text is null || (text.Length > 0 && text == text.Trim() && !text.Any(char.IsControl)));
        }
    }

    private static byte[] Mutate(byte[][] vectors, Random random)
    {
        var bytes = new List<byte>(vectors[random.Next(vectors.Length)]);
        for (var edits = random.Next(1, 8); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = random.Next(Math.Min(80, bytes.Count - at) + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 4:
                    var other = vectors[random.Next(vectors.Length)];
                    var start = random.Next(other.Length);
                    bytes.InsertRange(at, other[start..Math.Min(other.Length, start + random.Next(400))]);
                    break;
                case 5 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }
}
