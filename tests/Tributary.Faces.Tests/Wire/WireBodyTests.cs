using System.Text;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Errors;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Tests.Wire;

public sealed class WireBodyTests
{
    [Theory]
    [InlineData("""{"accounts":[{"id":"1","type":"a"},{"id":"2","type":"b"}]}""")]
    [InlineData("""{"accounts":[{"id":1,"type":"a",},{"id":2,"type":"b",},],}""")]
    [InlineData("/* by hand */ {\"accounts\":[{\"id\":\"1\",\"type\":\"a\"}, // first\n{\"id\":\"2\",\"type\":\"b\",\"number\":null}]}")]
    [InlineData("\uFEFF{\"wrapped\":{\"accounts\":[{\"id\":\"1\",\"type\":\"a\"},{\"id\":\"2\",\"type\":\"b\"}]}}")]
    [InlineData("<accounts><account><id>1</id><type>a</type></account><account><id>2</id><type>b</type></account></accounts>")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?>\n<accounts xmlns=\"urn:x\" class=\"list\">\n <account> <id>1</id><type><![CDATA[a]]></type></account>"
        + "<!-- ! -->\n <account><id> 2 </id><type>b</type><other/></account>\n</accounts>\n")]
    [InlineData("<x><accounts><account><id>1</id><type>a</type></account><account><id>2</id><type>b</type></account></accounts></x>")]
    public void OneList_ReadsTheSame_HoweverItIsWritten(string body)
    {
        var accounts = Parse(body).Find("accounts")!.Items("account").Select(account => $"{account.Word("id")}{account.Word("type")}");

        Assert.Equal(["1a", "2b"], accounts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \r\n")]
    [InlineData("\uFEFF")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"a\":null}")]
    public void NothingAtAll_IsAnEmptyBody(string body) => Assert.True(Parse(body).IsEmpty);

    [Fact]
    public void Numbers_KeepTheirDigits() =>
        Assert.Equal("9007199254740993.10", Parse("""{"n":9007199254740993.10}""").Value("n"));

    [Fact]
    public void Values_StayAsSent_ButBlankOnesAreMissing()
    {
        var json = Parse("""{"password":"  two blanks ","empty":"","blank":" \t"}""");
        Assert.Equal("  two blanks ", json.Value("password"));
        Assert.Null(json.Value("empty"));
        Assert.Null(json.Value("blank"));

        var xml = Parse("<f><password>  two blanks </password><empty/><blank> </blank></f>").Find("f")!;
        Assert.Equal("  two blanks ", xml.Value("password"));
        Assert.Null(xml.Value("empty"));
        Assert.Null(xml.Value("blank"));
    }

    [Fact]
    public void NearestOfAName_Wins() =>
        Assert.Equal("near", Parse("""{"a":{"b":{"id":"far"}},"z":{"id":"near"}}""").Find("id")!.Text);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Xml_MayBeInUtf16(string encoding)
    {
        var utf16 = Encoding.GetEncoding(encoding);
        byte[] body = [.. utf16.GetPreamble(), .. utf16.GetBytes("<a><b>Zoë</b></a>")];

        Assert.Equal("Zoë", WireBody.Parse(body).Find("b")!.Text);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("<a>", "</a>")]
    public void Nesting_IsReadToTheLimit_AndNotBeyond(string open, string close)
    {
        Parse(Nested(WireBody.MostDepth));

        Assert.Equal(ErrorCatalogue.BodyMalformed, Refusal(Nested(WireBody.MostDepth + 1)).Error);

        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));
    }

    [Theory]
    [InlineData("{\n\"a\": oops}", "JSON, line 2, column 6")]
    [InlineData("<a>\n<b></a>", "XML, line 2, column 6")]
    public void Malformed_IsToldWithItsPlace(string body, string place) => Assert.Equal(place, Refusal(body).Subject);

    [Fact]
    public void BytesThatAreNoText_AreMalformed()
    {
        byte[] json = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        byte[] xml = [.. "<a>"u8, 0xC3, 0x28, .. "</a>"u8];

        Assert.Equal(ErrorCatalogue.BodyMalformed, Assert.Throws<TributaryException>(() => WireBody.Parse(json)).Error);
        Assert.Equal(ErrorCatalogue.BodyMalformed, Assert.Throws<TributaryException>(() => WireBody.Parse(xml)).Error);
    }

    [Fact]
    public void AnyBytes_AreReadOrRefused_AndNothingElse()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] parts =
            ["{", "}", "[", "]", "\"", ":", ",", "<", ">", "/", "a", "&", ";", "1", "null", "<!", "<?xml ", "\\u", "\uFEFF", " ", "\0"];
        var rounds = Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1" ? 1_000_000 : 20_000;
        for (var round = 0; round < rounds; round++)
        {
            var body = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                Parse(body);
            }
            catch (TributaryException refused) when (refused.Error == ErrorCatalogue.BodyMalformed)
            {
            }
            catch (Exception broken)
            {
                Assert.Fail($"Seed {seed}, round {round}, body '{body}': {broken}");
            }
        }
    }

    [Fact]
    public async Task BodyWithoutAnEnd_IsGivenUpAfterTheLimit()
    {
        var endless = new EndlessStream();
        var request = new DefaultHttpContext().Request;
        request.Body = endless;

        var refusal = await Assert.ThrowsAsync<TributaryException>(() => WireBody.ReadAsync(request, CancellationToken.None));

        Assert.Equal(ErrorCatalogue.BodyTooLarge, refusal.Error);
        Assert.Equal(WireBody.MostBytes + 1, endless.Taken);
    }

    [Fact]
    public async Task BodyThatSaysItIsTooLarge_IsNotReadAtAll()
    {
        var endless = new EndlessStream();
        var request = new DefaultHttpContext().Request;
        request.Body = endless;
        request.ContentLength = 100L * 1024 * 1024;

        await Assert.ThrowsAsync<TributaryException>(() => WireBody.ReadAsync(request, CancellationToken.None));

        Assert.Equal(0, endless.Taken);
    }

    private static WireNode Parse(string body) => WireBody.Parse(Encoding.UTF8.GetBytes(body));

    private static TributaryException Refusal(string body) => Assert.Throws<TributaryException>(() => Parse(body));

    private sealed class EndlessStream : MemoryStream
    {
        public long Taken { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Taken += buffer.Length;
            return new ValueTask<int>(buffer.Length);
        }
    }
}
