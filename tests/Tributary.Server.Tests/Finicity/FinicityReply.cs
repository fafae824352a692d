using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Tributary.Server.Tests.OpenApi;

namespace Tributary.Server.Tests.Finicity;

/// <summary>An answer as it came over the wire, and as the OpenAPI document says: any other fails.</summary>
internal sealed class FinicityReply
{
    private FinicityReply(HttpResponseMessage response, byte[] body)
    {
        Status = response.StatusCode;
        ContentType = response.Content.Headers.ContentType?.ToString();
        MfaSession = response.Headers.TryGetValues("MFA-Session", out var values) ? values.Single() : null;
        RetryAfter = response.Headers.RetryAfter?.Delta;
        Text = Encoding.UTF8.GetString(body);
    }

    public HttpStatusCode Status { get; }

    public string? ContentType { get; }

    public string? MfaSession { get; }

    /// <summary>How long the caller is told to wait.</summary>
    public TimeSpan? RetryAfter { get; }

    public string Text { get; }

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public XElement Xml => XDocument.Parse(Text).Root!;

    public IEnumerable<JsonElement> Accounts => Json.GetProperty("accounts").EnumerateArray();

    public static async Task<FinicityReply> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var reply = new FinicityReply(response, await response.Content.ReadAsByteArrayAsync());
            FinicityDescription.Require(response, reply.Text);
            return reply;
        }
    }

    public FinicityReply Is(int status)
    {
        Assert.True((int)Status == status, $"{(int)Status} instead of {status}: {Text}");
        return this;
    }

    /// <summary>The error's HTTP status and number; its message where one is given. The number is a JSON number.</summary>
    public FinicityReply IsError(int status, int code, string? message = null)
    {
        Is(status);
        var (actualCode, actualMessage) = ContentType == "application/xml"
            ? (int.Parse(Xml.Element("code")!.Value, CultureInfo.InvariantCulture), Xml.Element("message")!.Value)
            : (Json.GetProperty("code").GetInt32(), Json.GetProperty("message").GetString()!);
        Assert.True(actualCode == code, $"Code {actualCode} instead of {code}: {Text}");
        if (message is not null)
            Assert.Equal(message, actualMessage);
        return this;
    }

    public FinicityReply IsEmpty()
    {
        Assert.Equal("", Text);
        Assert.Null(ContentType);
        return this;
    }

    public override string ToString() => $"{(int)Status} {Text}";
}
