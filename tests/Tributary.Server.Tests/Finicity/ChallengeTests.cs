using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Tributary.Connectors.DemoBank;

namespace Tributary.Server.Tests.Finicity;

public sealed class ChallengeTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private FinicityCaller _caller = null!;
    private string _customer = "";

    private string AddAllAnswers => $"v1/customers/{_customer}/institutions/101732/accounts/addall/mfa";

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _caller = await FinicityCaller.OfSandboxAsync(_server);
        _customer = await _caller.AddTestingCustomerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task QuestionInWords_AnsweredRight_AddsTheAccounts()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);

        Assert.Equal("""{"questions":[{"text":"Enter your first pet's name:"}]}""", challenge.Text);
        Assert.NotNull(challenge.MfaSession);
        var accounts = (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), challenge.MfaSession)).Is(200).Accounts;
        Assert.Equal(10, accounts.Count());
    }

    [Fact]
    public async Task QuestionInXml_IsAnsweredInTheFashionOf2014()
    {
        _caller.Accept = "application/xml";
        var challenge = (await _caller.TryDiscoverAsync(_customer, "tfa_text")).Is(203);

        Assert.EndsWith(
            "<mfaChallenges><questions><question><text>Enter your first pet's name:</text></question></questions></mfaChallenges>",
            challenge.Text,
            StringComparison.Ordinal);
        var found = await _caller.PostAsync(
            $"v1/customers/{_customer}/institutions/101732/accounts/mfa",
            "<accounts><credentials><loginField><id>101732001</id><value>tfa_text</value></loginField></credentials><mfaChallenges>"
            + "<questions class=\"java.util.ArrayList\">\n<question>\n<text>Enter</text>\n<answer>Biscuit</answer>\n</question></questions>"
            + "</mfaChallenges></accounts>",
            challenge.MfaSession);
        Assert.Equal(10, found.Is(200).Xml.Elements("account").Count());
    }

    [Fact]
    public async Task SeveralRounds_HaveASessionEach()
    {
        var first = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);
        var second = (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("mfa"), first.MfaSession)).Is(203);

        Assert.NotEqual(first.MfaSession, second.MfaSession);
        Assert.NotEqual(first.Text, second.Text);
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Larkspur"), first.MfaSession)).IsError(408, 331);
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Larkspur"), second.MfaSession)).Is(200);
    }

    [Fact]
    public async Task Choice_HasLabelsAndValues_InBothFormats()
    {
        var inJson = (await _caller.TryAddAllAsync(_customer, "tfa_choice")).Is(203);
        var choices = inJson.Json.GetProperty("questions")[0].GetProperty("choices").EnumerateArray().ToArray();
        Assert.All(choices, choice => Assert.Equal(["choice", "value"], choice.EnumerateObject().Select(member => member.Name)));
        Assert.Contains(choices, choice => choice.GetProperty("choice").GetString() == "Fail" && choice.GetProperty("value").GetString() == "fail");

        _caller.Accept = "application/xml";
        var inXml = (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("loop"), inJson.MfaSession)).Is(203);
        var question = inXml.Xml.Element("questions")!.Element("question")!;
        Assert.Contains(question.Elements("choice"), choice => choice.Value == "Fail" && choice.Attribute("value")!.Value == "fail");

        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Jefferson"), inXml.MfaSession)).Is(200);
    }

    [Theory]
    [InlineData("tfa_image", "go", true, false)]
    [InlineData("tfa_multi", "go", false, true)]
    [InlineData("demo", "imagechoice", false, true)]
    [InlineData("demo", "imagechoice2", true, true)]
    public async Task Pictures_ComeAsDataUris(string user, string password, bool hasImage, bool hasImageChoices)
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, user, password)).Is(203);
        var question = challenge.Json.GetProperty("questions")[0];

        Assert.Equal(hasImage, question.TryGetProperty("image", out var image));
        Assert.Equal(hasImageChoices, question.TryGetProperty("imageChoices", out var choices));
        if (hasImage)
            AssertPicture(image);
        if (hasImageChoices)
            Assert.All(choices.EnumerateArray(), choice => AssertPicture(choice.GetProperty("imageChoice")));

        var answer = hasImageChoices ? choices[0].GetProperty("value").GetString()! : "RIVER";
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers(answer), challenge.MfaSession)).Is(200);
    }

    [Fact]
    public async Task WrongAnswer_IsCode187()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_choice")).Is(203);

        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("fail"), challenge.MfaSession)).IsError(500, 187);
    }

    [Fact]
    public async Task WrongNumberOfAnswers_IsRefused_AndTheSessionStaysOpen()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_text2")).Is(203);
        Assert.Equal(2, challenge.Json.GetProperty("questions").GetArrayLength());

        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("one"), challenge.MfaSession))
            .IsError(400, 14020, "Bad request. Every question needs one answer (2 asked, 1 answered).");
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("one", "two", "three"), challenge.MfaSession)).IsError(400, 14020);
        (await _caller.PostAsync(AddAllAnswers, "{}", challenge.MfaSession)).IsError(400, 14020);
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("one", " "), challenge.MfaSession))
            .IsError(400, 10005, "Missing parameter (answer)");

        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("one", "two"), challenge.MfaSession)).Is(200);
    }

    [Fact]
    public async Task QuestionOfAnAddAll_AnsweredAtTheDiscoverPath_DiscoversOnly()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);

        var found = (await _caller.PostAsync(
            $"v1/customers/{_customer}/institutions/101732/accounts/mfa", FinicityCaller.Answers("Biscuit"), challenge.MfaSession)).Is(200);

        Assert.All(found.Accounts, account => Assert.Equal("pending", account.GetProperty("status").GetString()));
        Assert.Empty((await _caller.GetAsync($"v1/customers/{_customer}/accounts")).Is(200).Accounts);
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), challenge.MfaSession)).IsError(408, 331);
    }

    [Fact]
    public async Task QuestionToldToDiscoverAndToAddAll_IsAnsweredByEither_ForWhatItAskedFor()
    {
        var toDiscover = (await _caller.TryDiscoverAsync(_customer, "tfa_text")).Is(203);
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), toDiscover.MfaSession)).IsError(408, 331);
        var toAddAll = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);

        var added = (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), toAddAll.MfaSession)).Is(200);

        Assert.Equal(10, added.Accounts.Count());
    }

    [Fact]
    public async Task Session_AfterTenMinutes_IsExpired()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);
        _server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), challenge.MfaSession)).IsError(408, 331, "MFA session expired.");
    }

    [Fact]
    public async Task Session_AlreadyAnswered_IsExpired()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), challenge.MfaSession)).Is(200);

        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), challenge.MfaSession)).IsError(408, 331);
    }

    [Fact]
    public async Task Session_OfSomebodyElse_IsLikeOneThatNeverWas()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);
        var another = await _caller.AddTestingCustomerAsync();
        using var stranger = await FinicityCaller.OfNewPartnerAsync(_server);
        var strangersCustomer = await stranger.AddTestingCustomerAsync();

        const string path = "institutions/101732/accounts/addall/mfa";
        var body = FinicityCaller.Answers("Biscuit");
        var unknown = await _caller.PostAsync(AddAllAnswers, body, "never-was");
        var sameApp = await _caller.PostAsync($"v1/customers/{another}/{path}", body, challenge.MfaSession);
        var otherApp = await stranger.PostAsync($"v1/customers/{strangersCustomer}/{path}", body, challenge.MfaSession);

        unknown.IsError(408, 331);
        Assert.Equal(unknown.ToString(), sameApp.ToString());
        Assert.Equal(unknown.ToString(), otherApp.ToString());
        (await _caller.PostAsync(AddAllAnswers, body, challenge.MfaSession)).Is(200);
    }

    [Fact]
    public async Task Answer_WithoutASession_IsAMissingParameter() =>
        (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"))).IsError(400, 10005, "Missing parameter (MFA-Session)");

    [Fact]
    public async Task RefreshWithAQuestion_IsAnswered_AtThePathWithAndWithoutMfa()
    {
        var household = await _caller.AddAllAsync();
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new DemoBankBehaviour { AsksAgain = true };
        foreach (var path in new[] { "accounts/mfa", "accounts" })
        {
            var challenge = (await _caller.RefreshAsync(household)).Is(203);
            var reply = await _caller.PostAsync(
                $"v1/customers/{household.Customer}/institutionLogins/{household.Login}/{path}",
                FinicityCaller.RefreshAnswers("123456"),
                challenge.MfaSession);

            Assert.Equal(household.Accounts, reply.Is(200).Accounts.Select(account => account.GetProperty("id").GetString()));
        }
    }

    [Fact]
    public async Task SessionHeader_IsSpelledExactly()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server.Server.Url.Host, _server.Server.Url.Port);
        await using var stream = client.GetStream();
        var body = FinicityCaller.Credentials(FinicityCaller.FinBank, "tfa_text", "go");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /aggregation/v1/customers/{_customer}/institutions/101732/accounts/addall HTTP/1.1\r\nHost: localhost\r\n"
            + $"Finicity-App-Key: {_caller.AppKey}\r\nFinicity-App-Token: {_caller.Token}\r\nConnection: close\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

        using var reader = new StreamReader(stream);
        var reply = await reader.ReadToEndAsync();

        // Java and Ruby programs look it up by these very letters.
        Assert.StartsWith("HTTP/1.1 203 ", reply, StringComparison.Ordinal);
        Assert.Contains("\r\nMFA-Session: ", reply, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownDevice_IsNotAskedAgain()
    {
        var challenge = (await _caller.TryAddAllAsync(_customer, "tfa_text")).Is(203);
        var accounts = (await _caller.PostAsync(AddAllAnswers, FinicityCaller.Answers("Biscuit"), challenge.MfaSession)).Accounts;
        var login = accounts.First().GetProperty("institutionLoginId").GetInt64();

        (await _caller.PostAsync($"v1/customers/{_customer}/institutionLogins/{login}/accounts", "{}")).Is(200);
    }

    private static void AssertPicture(JsonElement uri) =>
        Assert.StartsWith("data:image/png;base64,", uri.GetString(), StringComparison.Ordinal);
}
