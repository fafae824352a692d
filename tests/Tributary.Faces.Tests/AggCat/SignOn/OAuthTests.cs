using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tributary.Core.Secrets;
using Tributary.Faces.AggCat.SignOn.OAuth;
using Tributary.TestKit;

namespace Tributary.Faces.Tests.AggCat.SignOn;

/// <summary>What a signature is made of, and where its parameters are found.</summary>
public sealed class OAuthTests
{
    [Fact]
    public void TheReferencesVector_IsReproduced()
    {
        var text = SignatureBase.Of(
            "GET",
            "http://127.0.0.1:8099/rest-war/v1/accounts/400000000101/transactions",
            [
                ("txnStartDate", "2013-08-10"), ("txnEndDate", "2013-08-12"), ("oauth_consumer_key", "ck"), ("oauth_token", "qyprdTESTTOKEN0001"),
                ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "1376200000"), ("oauth_nonce", "7d8f3e4a"), ("oauth_version", "1.0"),
            ]);

        Assert.Equal("7Ts56VO21izgdmW4x3sJ07+GomE=", SignatureBase.Sign(HashAlgorithmName.SHA1, new Secret("cs"), new Secret("tokensecret0001"), text));
    }

    [Fact]
    public void TheSpecificationsExample_HasTheSpecificationsBaseString()
    {
        // RFC 5849, 3.4.1.1; the form body of that example is no part of a call here, so its two parameters are given as a query's.
        var request = Request(
            "/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2=&a3=2+q",
            "OAuth realm=\"Example\", oauth_consumer_key=\"9djdj82h48djs9d2\", oauth_token=\"kkk9d7dh3k39sjv7\", "
            + "oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"137131201\", oauth_nonce=\"7d8f3e4a\", oauth_signature=\"bYT5CMsGcbgUdFHObYMEfcx6bsw%3D\"");

        Assert.Equal(
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
            + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
            SignatureBase.Of("post", "http://example.com/request", OAuthParameters.TryRead(request)!.Signed));
    }

    [Theory]
    [InlineData("abcABC123", "abcABC123")]
    [InlineData("-._~", "-._~")]
    [InlineData("%", "%25")]
    [InlineData("+", "%2B")]
    [InlineData("&=*", "%26%3D%2A")]
    [InlineData("!'()", "%21%27%28%29")]
    [InlineData("\n ", "%0A%20")]
    [InlineData("\u00e9\u3001", "%C3%A9%E3%80%81")]
    public void Signs_AreEncodedAsTheSpecificationSays(string plain, string encoded)
    {
        Assert.Equal(encoded, PercentCode.Encode(plain));
        Assert.True(PercentCode.TryDecode(encoded, out var decoded));
        Assert.Equal(plain, decoded);
    }

    [Theory]
    [InlineData("/v1/accounts?refresh=true&", "refresh=true")]
    [InlineData("/v1/accounts?&&refresh=true", "refresh=true")]
    [InlineData("/v1/accounts?refresh", "refresh=")]
    [InlineData("/v1/accounts?refresh=", "refresh=")]
    [InlineData("/v1/accounts?a=b=c", "a=b%3Dc")]
    [InlineData("/v1/accounts?a=1&a=0&a=1", "a=0&a=1&a=1")]
    [InlineData("/v1/accounts?a=x+y&b=x%20y&c=x%2By", "a=x%20y&b=x%20y&c=x%2By")]
    [InlineData("/v1/accounts?Host=financialdatafeed.platform.intuit.com", "Host=financialdatafeed.platform.intuit.com")]
    [InlineData("/v1/accounts?oauth_token=t&oauth_signature=s", "oauth_token=t")]
    [InlineData("http://proxy.example/v1/accounts?a=1", "a=1")]
    public void AQuery_IsSignedAsItWasSent(string target, string signed)
    {
        var text = SignatureBase.Of("GET", "http://a/", OAuthParameters.TryRead(Request(target, ""))!.Signed);

        Assert.Equal("GET&http%3A%2F%2Fa%2F&" + PercentCode.Encode(signed), text);
    }

    [Theory]
    [InlineData("/v1/accounts?oauth_nonce=1&oauth_nonce=1", "")]
    [InlineData("/v1/accounts?oauth_nonce=1", "OAuth oauth_nonce=\"1\"")]
    [InlineData("/v1/accounts", "OAuth oauth_nonce=\"1\", oauth_nonce=\"2\"")]
    [InlineData("/v1/accounts", "OAuth oauth_nonce")]
    [InlineData("/v1/accounts", "OAuth oauth_nonce=1")]
    [InlineData("/v1/accounts", "OAuth oauth_nonce=\"%4\"")]
    [InlineData("/v1/accounts", "OAuth oauth_nonce=\"%FF\"")]
    [InlineData("/v1/accounts?a=%zz", "")]
    public void WhatIsThereTwiceOrCannotBeRead_IsRefused(string target, string header) => Assert.Null(OAuthParameters.TryRead(Request(target, header)));

    [Theory]
    [InlineData("server:8090", "http://server:8090/v1/accounts/")]
    [InlineData("SERVER:80", "http://server/v1/accounts/")]
    [InlineData("server:443", "https://server/v1/accounts/")]
    [InlineData("financialdatafeed.platform.intuit.com", "https://bank.example/v1/accounts/")]
    [InlineData("financialdatafeed.platform.intuit.com", "http://bank.example:8443/v1/accounts/")]
    public void AnAddress_IsTriedAsAProgramMayHaveSignedIt(string host, string signed)
    {
        var request = Request("/v1/accounts/?a=b", "");
        request.Host = new HostString(host);

        Assert.Contains(signed, new PublicAddresses([new Uri("https://bank.example:8443/")]).Of(request));
    }

    [Fact]
    public void ANonce_IsTakenOnce_AndATimestampFromBeforeTheStartNever()
    {
        var clock = new AdjustableClock();
        var start = clock.GetUtcNow().ToUnixTimeSeconds();
        var memory = new NonceMemory(clock);

        Assert.True(memory.TryTake("key", "token", start, "n"));
        Assert.False(memory.TryTake("key", "token", start, "n"));
        Assert.True(memory.TryTake("key", "token", start + 1, "n"));
        Assert.True(memory.TryTake("key", "other", start, "n"));
        Assert.False(memory.IsTimely(start - 1));
        Assert.True(memory.IsTimely(start + 300));
        Assert.False(memory.IsTimely(start + 301));

        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.False(memory.IsTimely(start));
        Assert.True(memory.IsTimely(start + 1200 - 300));
    }

    [Fact]
    public void AMinutesNonces_AreBounded()
    {
        var clock = new AdjustableClock();
        var memory = new NonceMemory(clock, mostPerMinute: 3);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(i => memory.TryTake("key", "token", now, $"n{i}")));
    }

    private static HttpRequest Request(string target, string authorization)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.Scheme = "http";
        context.Request.Headers.Authorization = authorization;
        return context.Request;
    }
}
