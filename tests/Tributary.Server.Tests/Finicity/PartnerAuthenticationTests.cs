namespace Tributary.Server.Tests.Finicity;

public sealed class PartnerAuthenticationTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Authentication_InJson_AnswersNothingButATokenOfTwentyLettersAndDigits()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);

        var reply = await caller.TryAuthenticateAsync(_server.Sandbox.PartnerSecret.Reveal());

        // A published shell script finds the token by exactly this shape.
        Assert.Matches("^\\{\"token\":\"[A-Za-z0-9]{20}\"\\}$", reply.Is(200).Text);
        Assert.Equal("application/json", reply.ContentType);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Authentication_InXml_AnswersAnAccessElement(string version)
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);
        const string prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
        caller.Accept = "application/xml";
        var secret = _server.Sandbox.PartnerSecret.Reveal();

        var reply = await caller.PostAsync(
            $"{version}/partners/authentication",
            $"<credentials><partnerId>{caller.PartnerId}</partnerId><partnerSecret>{secret}</partnerSecret></credentials>");

        Assert.StartsWith($"{prolog}<access><token>", reply.Is(200).Text, StringComparison.Ordinal);
        Assert.Equal("application/xml", reply.ContentType);
        Assert.Equal(20, reply.Xml.Element("token")!.Value.Length);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    public async Task ChangedSecret_ReplacesTheOldOneAtOnce_AndTokensStayValid(string format)
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);
        using var other = await FinicityCaller.OfSandboxAsync(_server);
        var old = _server.Sandbox.PartnerSecret.Reveal();
        caller.Accept = format;

        // No token: the secret is proof enough.
        caller.Token = null;
        var change = format == "application/json"
            ? $$"""{"partnerId":"{{caller.PartnerId}}","partnerSecret":"{{old}}","newPartnerSecret":"rotated-Secret-0043","immediate":true}"""
            : $"<credentials><partnerId>{caller.PartnerId}</partnerId><partnerSecret>{old}</partnerSecret>"
              + "<newPartnerSecret>rotated-Secret-0043</newPartnerSecret></credentials>";
        (await caller.PutAsync("v2/partners/authentication", change)).Is(204).IsEmpty();

        (await caller.TryAuthenticateAsync(old)).IsError(401, 10001, "Invalid credentials");
        (await caller.TryAuthenticateAsync("rotated-Secret-0043")).Is(200);
        (await other.GetAsync("v1/institutions")).Is(200);
    }

    [Theory]
    [InlineData("short1")]
    [InlineData("NoDigitsInThisOne")]
    [InlineData("123456789012345")]
    [InlineData("with blanks 12345")]
    public async Task ChangedSecret_MustFollowThePolicy(string secret)
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);
        var old = _server.Sandbox.PartnerSecret.Reveal();
        string Change(string from) => $$"""{"partnerId":"{{caller.PartnerId}}","partnerSecret":"{{from}}","newPartnerSecret":"{{secret}}"}""";

        (await caller.PutAsync("v2/partners/authentication", Change(old))).IsError(400, 24437, "New password is not as per policy");

        // Who does not know the present secret is not told about policies, and is counted.
        (await caller.PutAsync("v2/partners/authentication", Change("wrong"))).IsError(401, 10001);
        (await caller.TryAuthenticateAsync(old)).Is(200);
    }

    [Fact]
    public async Task WrongSecrets_LockThePartner_ByWhicheverCallTheyCome()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);
        for (var i = 0; i < 5; i++)
        {
            (await caller.PutAsync(
                "v2/partners/authentication",
                $$"""{"partnerId":"{{caller.PartnerId}}","partnerSecret":"wrong","newPartnerSecret":"rotated-Secret-0043"}""")).IsError(401, 10001);
        }

        (await caller.TryAuthenticateAsync(_server.Sandbox.PartnerSecret.Reveal())).IsError(401, 10021, "You are not authorized. This partner is locked; an operator can unlock it.");
    }

    [Fact]
    public async Task SeveralTokens_LiveAtOnce()
    {
        using var first = await FinicityCaller.OfSandboxAsync(_server);
        using var second = await FinicityCaller.OfSandboxAsync(_server);

        (await first.GetAsync("v1/institutions")).Is(200);
        (await second.GetAsync("v1/institutions")).Is(200);
    }

    [Fact]
    public async Task Token_AfterTwoHours_IsExpired()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);
        _server.Clock.Advance(TimeSpan.FromMinutes(119));
        (await caller.GetAsync("v1/institutions")).Is(200);

        _server.Clock.Advance(TimeSpan.FromMinutes(2));

        (await caller.GetAsync("v1/institutions")).IsError(401, 10023, "Expired (Finicity-App-Token)");
    }

    [Fact]
    public async Task Token_MissingOrUnknown_IsRefused()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);

        caller.Token = null;
        (await caller.GetAsync("v1/institutions")).IsError(401, 10024, "Missing parameter (Finicity-App-Token)");
        caller.Token = "Qm7xWf2Lr9KdT4sVb1Za";
        (await caller.GetAsync("v1/institutions")).IsError(401, 10022, "Invalid (Finicity-App-Token)");
    }

    [Fact]
    public async Task Token_UnderAnotherPartnersAppKey_IsRefused()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);
        using var other = await FinicityCaller.OfNewPartnerAsync(_server);

        caller.AppKey = other.AppKey;

        (await caller.GetAsync("v1/institutions")).IsError(401, 10022);
    }

    [Fact]
    public async Task AppKey_MissingOrUnknown_IsRefused()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);

        caller.AppKey = "";
        (await caller.TryAuthenticateAsync("any")).IsError(401, 10026, "Missing parameter (Finicity-App-Key)");
        (await caller.GetAsync("v1/institutions")).IsError(401, 10026);
        caller.AppKey = "0123456789abcdef0123456789abcdef";
        (await caller.TryAuthenticateAsync("any")).IsError(401, 10027, "Invalid parameter (Finicity-App-Key)");
        (await caller.GetAsync("v1/institutions")).IsError(401, 10027);
    }

    [Fact]
    public async Task Authentication_WithoutAMember_NamesIt()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);

        (await caller.PostAsync("v2/partners/authentication", """{"partnerSecret":"x"}""")).IsError(400, 10005, "Missing parameter (partnerId)");
        (await caller.PostAsync("v2/partners/authentication", """{"partnerId":"1","partnerSecret":" "}"""))
            .IsError(400, 10005, "Missing parameter (partnerSecret)");
        (await caller.PostAsync("v2/partners/authentication", "")).IsError(400, 10005, "Missing parameter (partnerId)");
    }

    [Fact]
    public async Task UnknownPartner_IsToldLikeAWrongSecret()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);

        (await caller.PostAsync("v2/partners/authentication", """{"partnerId":"2445580000000","partnerSecret":"any"}"""))
            .IsError(401, 10001, "Invalid credentials");
    }

    [Fact]
    public async Task FiveWrongSecrets_LockThePartner_AndTheRightOneNoLongerHelps()
    {
        using var caller = await FinicityCaller.OfSandboxAsync(_server);
        for (var i = 0; i < 5; i++)
            (await caller.TryAuthenticateAsync("wrong")).IsError(401, 10001, "Invalid credentials");

        (await caller.TryAuthenticateAsync(_server.Sandbox.PartnerSecret.Reveal())).IsError(401, 10021);
    }
}
