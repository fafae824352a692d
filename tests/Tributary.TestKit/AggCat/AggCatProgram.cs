using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Tributary.TestKit.AggCat;

/// <summary>
/// A program of the protocol's day: it exchanges an assertion for a token and signs its calls, in code of its own, so that the server's is compared with
/// somebody else's.
/// </summary>
public sealed class AggCatProgram(HttpClient http, string consumerKey, string consumerSecret, string samlIssuer, RSA key, TimeProvider clock)
{
    /// <summary>Where it looks for the data.</summary>
    public string Mount { get; init; } = "/rest-war/v1";

    /// <summary>What it puts into <c>Host</c>, where that is not the address it calls.</summary>
    public string? Host { get; init; }

    /// <summary>Whether it asks for JSON.</summary>
    public bool IsJson { get; init; }

    public AssertionTemplate Template { get; init; } = AssertionTemplate.Plain;

    public string ConsumerKey => consumerKey;

    public string Token { get; set; } = "";

    public string TokenSecret { get; set; } = "";

    /// <summary>An assertion that it signed.</summary>
    public string Assertion(string customer) =>
        new AssertionSigner(key).Make(Template, new AssertionClaims { Issuer = samlIssuer, Customer = customer, Now = clock.GetUtcNow() });

    /// <summary>Asks for a token with an assertion.</summary>
    public async Task<AggCatReply> ExchangeAsync(string assertion)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/v1/get_access_token_by_saml")
        {
            Content = new FormUrlEncodedContent([new("saml_assertion", Convert.ToBase64String(Encoding.UTF8.GetBytes(assertion)))]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", $"oauth_consumer_key=\"{consumerKey}\"");
        return await AggCatReply.OfAsync(await http.SendAsync(request));
    }

    /// <summary>Signs on in a customer's name.</summary>
    public async Task<AggCatProgram> SignOnAsync(string customer)
    {
        var reply = await ExchangeAsync(Assertion(customer));
        if (reply.Status != HttpStatusCode.OK)
            throw new InvalidOperationException($"The sign-on was answered {(int)reply.Status}: {reply.Text}");
        var parts = reply.Text.Split('&');
        TokenSecret = parts[0]["oauth_token_secret=".Length..];
        Token = parts[1]["oauth_token=".Length..];
        return this;
    }

    public Task<AggCatReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<AggCatReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<AggCatReply> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<AggCatReply> PutAsync(string path, string? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, body, headers);

    /// <summary>Makes a signed call; <paramref name="path"/> comes behind the mount.</summary>
    public async Task<AggCatReply> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Mount + path);
        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(IsJson ? "application/json" : "application/xml");
        }

        if (IsJson)
            request.Headers.Accept.ParseAdd("application/json");
        if (Host is not null)
            request.Headers.Host = Host;
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(method, new Uri(http.BaseAddress!, Mount + path)));
        return await AggCatReply.OfAsync(await http.SendAsync(request));
    }

    /// <summary>The header of a signed call.</summary>
    public string Authorization(HttpMethod method, Uri address, Action<Dictionary<string, string>>? change = null)
    {
        var oauth = new Dictionary<string, string>
        {
            ["oauth_consumer_key"] = consumerKey,
            ["oauth_token"] = Token,
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_nonce"] = Guid.NewGuid().ToString("N"),
            ["oauth_version"] = "1.0",
        };
        change?.Invoke(oauth);
        var query = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Uri.UnescapeDataString(pair[0]), Value: Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")));
        var all = oauth.Select(p => (Name: p.Key, p.Value)).Concat(query).Select(p => (Uri.EscapeDataString(p.Name), Uri.EscapeDataString(p.Value)))
            .Order().Select(p => $"{p.Item1}={p.Item2}");
        var text = $"{method.Method}&{Uri.EscapeDataString(address.GetLeftPart(UriPartial.Path))}&{Uri.EscapeDataString(string.Join('&', all))}";
        var secret = Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(consumerSecret)}&{TokenSecret}");
        var bytes = Encoding.ASCII.GetBytes(text);
#pragma warning disable CA5350 // The protocol's own.
        var signature = oauth["oauth_signature_method"] == "HMAC-SHA256" ? HMACSHA256.HashData(secret, bytes) : HMACSHA1.HashData(secret, bytes);
#pragma warning restore CA5350
        oauth.TryAdd("oauth_signature", Convert.ToBase64String(signature));
        return "OAuth " + string.Join(", ", oauth.Select(p => $"{p.Key}=\"{Uri.EscapeDataString(p.Value)}\""));
    }
}

/// <summary>What a program got.</summary>
public sealed record AggCatReply(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>Reads an answer; XML is held against the schemas, whatever the status.</summary>
    public static async Task<AggCatReply> OfAsync(HttpResponseMessage response)
    {
        var reply = new AggCatReply(response.StatusCode, await ReadAsync(response.Content), response.Headers, response.Content.Headers);
        if (reply.ContentHeaders.ContentType?.MediaType == "application/xml")
            AggCatSchema.Validate(reply.Text);
        return reply;
    }

    private static async Task<string> ReadAsync(HttpContent content)
    {
        if (!content.Headers.ContentEncoding.Contains("gzip"))
            return await content.ReadAsStringAsync();
        await using var plain = new GZipStream(await content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync();
    }

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
