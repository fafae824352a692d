using System.Globalization;
using System.Text.Json;
using OpenQA.Selenium;

namespace Tributary.Browser.Tests;

/// <summary>The page of all calls as a person meets it, in a real browser.</summary>
public sealed class DocsPageTests(Sandbox sandbox) : IClassFixture<Sandbox>
{
    private readonly Browser _page = sandbox.Browser;

    [Fact]
    public async Task EveryCall_IsListedInAGroup_AndOpensToWhatItTakesAndAnswers()
    {
        using var http = new HttpClient();
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(sandbox.Url, "/openapi/finicity.json"), TestContext.Current.CancellationToken));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject();
        var calls = paths.Sum(path => path.Value.EnumerateObject().Count());
        OpenPage();

        Assert.Equal(calls, _page.All(".group .call").Count);
        Assert.Equal(_page.All(".group").Count, _page.All("#contents a").Count);
        _page.Click("#addAllAccounts > summary");
        Assert.Contains("customerId", _page.Find("#addAllAccounts table").Text, StringComparison.Ordinal);
        var replies = _page.All("#addAllAccounts .reply > summary").Select(summary => summary.Text).ToArray();
        Assert.Contains(replies, reply => reply.StartsWith("203", StringComparison.Ordinal));
        foreach (var reply in _page.All("#addAllAccounts .reply > summary"))
            reply.SendKeys(Keys.Enter);
        var text = _page.Find("#addAllAccounts").Text;
        Assert.Contains("\"questions\"", text, StringComparison.Ordinal);
        Assert.Contains("accounts[].institutionLoginId", text, StringComparison.Ordinal);
        Assert.Contains("The institution refused the user id or the password.", text, StringComparison.Ordinal);
        Assert.Empty(_page.Complaints);
    }

    [Fact]
    public void WithTheSandboxsValues_ACallIsTried_AndNothingOfThemIsKept()
    {
        OpenPage();
        EnterKey();
        _page.Click("#listInstitutions > summary");
        _page.Type("#listInstitutions-search", "finbank");
        Send("listInstitutions");

        Assert.Contains("200", _page.Until("#listInstitutions .status", "200"), StringComparison.Ordinal);
        Assert.Contains("\"name\": \"FinBank\"", _page.Find("#listInstitutions pre.text").Text, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", _page.Find("#listInstitutions pre.heads").Text, StringComparison.Ordinal);
        _page.Picture("docs-institutions");
        _page.Click("#listInstitutions .curl > summary");
        var command = _page.Find("#listInstitutions .curl pre").Text;
        Assert.Contains("\"Finicity-App-Key: $APP_KEY\"", command, StringComparison.Ordinal);
        Assert.Contains($"'{new Uri(sandbox.Url, "/aggregation/v1/institutions?search=finbank")}'", command, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.FirstStart.AppKey.Reveal(), command, StringComparison.Ordinal);

        _page.Choose("#format", "application/xml");
        Send("listInstitutions");
        Assert.Contains("<name>FinBank</name>", _page.Until("#listInstitutions pre.text", "<?xml"), StringComparison.Ordinal);

        Assert.Equal(0L, _page.Ask<long>("localStorage.length + sessionStorage.length + document.cookie.length"));
        Assert.Equal(new Uri(sandbox.Url, "/docs").AbsoluteUri, _page.Address);
        Assert.Empty(_page.Complaints);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    public void Question_IsShown_AndAnsweredOnThePage(string format)
    {
        OpenPage();
        EnterKey();
        _page.Click("#addTestingCustomerV1 > summary");
        Send("addTestingCustomerV1");
        _page.Until("#addTestingCustomerV1 .status", "201");
        _page.Click("#addAllAccounts > summary");
        Assert.NotEqual("", _page.Find("#addAllAccounts-customerId").GetAttribute("value"));
        _page.Choose("#format", format);
        _page.Type("#addAllAccounts-body", Credentials("tfa_text"));
        Send("addAllAccounts");

        _page.Until("#addAllAccounts .status", "203");
        Assert.Contains("MFA-Session: ", _page.Find("#addAllAccounts pre.heads").Text, StringComparison.Ordinal);
        _page.Picture($"docs-question-{format[12..]}");
        _page.Type("#addAllAccounts .questions input", "Rover" + Keys.Enter);

        _page.Until("#addAllAccounts .status:focus", "200");
        Assert.Contains("institutionLoginId", _page.Find("#addAllAccounts pre.text").Text, StringComparison.Ordinal);
        Assert.Empty(_page.Complaints);
    }

    [Theory]
    [InlineData("tfa_image", 1, 0)]
    [InlineData("tfa_choice", 0, 2)]
    [InlineData("tfa_multi", 2, 2)]
    public void PicturesAndChoices_AreShown(string user, int pictures, int choices)
    {
        OpenPage();
        EnterKey();
        _page.Click("#addTestingCustomerV2 > summary");
        Send("addTestingCustomerV2");
        _page.Until("#addTestingCustomerV2 .status", "201");
        _page.Click("#addAllAccounts > summary");
        _page.Type("#addAllAccounts-body", Credentials(user));
        Send("addAllAccounts");
        _page.Until("#addAllAccounts .status", "203");
        _page.Picture($"docs-{user}");

        Assert.True(_page.All("#addAllAccounts .questions img").Count >= pictures);
        Assert.True(_page.All("#addAllAccounts .questions input[type=radio]").Count >= choices);
        Assert.Equal(0L, _page.Ask<long>("[...document.querySelectorAll('.questions img')].filter(picture => !picture.naturalWidth).length"));
        if (choices == 0)
            _page.Type("#addAllAccounts .questions input", "anything");
        _page.Click("#addAllAccounts .questions button");
        _page.Until("#addAllAccounts .status", "200");
        Assert.Empty(_page.Complaints);
    }

    [Fact]
    public void Errors_AreToldInWords()
    {
        OpenPage();
        _page.Click("#getCustomer > summary");
        _page.Click("#getCustomer .try button");
        Assert.Contains("customerId is needed", _page.Find("#getCustomer .state").Text, StringComparison.Ordinal);

        _page.Type("#getCustomer-customerId", "1234");
        Send("getCustomer");
        var unknown = _page.Until("#getCustomer .error", "10026");
        Assert.Contains("Missing parameter (Finicity-App-Key)", unknown, StringComparison.Ordinal);
        Assert.Contains("The header with the app key is absent or blank.", unknown, StringComparison.Ordinal);

        EnterKey("not the secret");
        Assert.Contains("Invalid credentials", _page.Until("#key-state", "10001"), StringComparison.Ordinal);

        EnterKey();
        Send("getCustomer");
        Assert.Contains("No customer of this partner has this id", _page.Until("#getCustomer .error", "14001"), StringComparison.Ordinal);
        _page.Picture("docs-error");
        Assert.Empty(_page.Complaints);
    }

    [Fact]
    public void Statement_IsSavedAsTheDocumentItIs()
    {
        OpenPage();
        EnterKey();
        _page.Click("#addTestingCustomerV1 > summary");
        Send("addTestingCustomerV1");
        _page.Until("#addTestingCustomerV1 .status", "201");
        _page.Click("#addAllAccounts > summary");
        Send("addAllAccounts");
        _page.Until("#addAllAccounts .status", "200");
        _page.Click("#getStatement > summary");
        Send("getStatement");

        _page.Until("#getStatement .status", "200");
        Assert.Contains("statement.pdf", _page.Find("#getStatement a[download]").Text, StringComparison.Ordinal);
        Assert.Empty(_page.Complaints);
    }

    [Fact]
    public void WithKeysAlone_ACallIsFoundOpenedAndSent()
    {
        OpenPage();
        _page.Press(Keys.Tab);
        Assert.Equal("skip", _page.Ask<string>("document.activeElement.className"));
        _page.Find("#filter").SendKeys("find routingnumber");
        Assert.Equal(["getInstitutionByRoutingNumber"], _page.All(".call").Where(call => call.Displayed).Select(call => call.GetAttribute("id")));
        _page.Press(Keys.Tab);
        while (_page.Ask<string>("document.activeElement.tagName") != "SUMMARY")
            _page.Press(Keys.Tab);
        _page.Press(Keys.Enter);
        _page.Find("#getInstitutionByRoutingNumber-routingNumber");
        _page.Press(Keys.Tab);
        _page.Press("124000012" + Keys.Enter);

        _page.Until("#getInstitutionByRoutingNumber .error", "10026");
        Assert.Empty(_page.Complaints);
    }

    [Fact]
    public void InTheDark_ThePageIsDark_AndItsWordsCanBeRead()
    {
        OpenPage();
        Assert.True(Brightness("background-color", "body") > Brightness("color", "body") + 150);
        _page.Picture("docs-light");
        try
        {
            _page.Dark(true);
            Assert.True(Brightness("color", "body") > Brightness("background-color", "body") + 150);
            Assert.True(Brightness("color", ".method.get") > Brightness("background-color", ".call") + 100);
            _page.Click("#addAllAccounts > summary");
            _page.Picture("docs-dark");
        }
        finally
        {
            _page.Dark(false);
        }
    }

    [Fact]
    public void OnAPhone_NothingRunsOffTheSide()
    {
        _page.Size(500, 900);
        try
        {
            OpenPage();
            EnterKey();
            _page.Click("#listAccountTransactionsV4 > summary");
            foreach (var reply in _page.All("#listAccountTransactionsV4 .reply > summary"))
                reply.SendKeys(Keys.Enter);
            _page.Picture("docs-phone");

            Assert.Equal(_page.Ask<long>("document.documentElement.clientWidth"), _page.Ask<long>("document.documentElement.scrollWidth"));
            Assert.Empty(_page.Complaints);
        }
        finally
        {
            _page.Size(1280, 900);
        }
    }

    /// <summary>From 0, black, to 255, white.</summary>
    private double Brightness(string property, string selector)
    {
        var parts = _page.Find(selector).GetCssValue(property).Split('(')[1].TrimEnd(')').Split(',');
        return parts.Take(3).Average(part => double.Parse(part, CultureInfo.InvariantCulture));
    }

    private static string Credentials(string user) =>
        $$"""{"credentials":[{"id":"101732001","value":"{{user}}"},{"id":"101732002","value":"go"}]}""";

    private void OpenPage()
    {
        _page.Open(new Uri(sandbox.Url, "/docs"));
        _page.Find("#contents a");
    }

    private void EnterKey(string? secret = null)
    {
        _page.Type("#app-key", sandbox.FirstStart.AppKey.Reveal());
        _page.Type("#partner-id", sandbox.FirstStart.PartnerId);
        _page.Type("#partner-secret", secret ?? sandbox.FirstStart.PartnerSecret.Reveal());
        _page.Click("#key button");
        if (secret is null)
            _page.Until("#key-state", "Token received");
    }

    private void Send(string call) => _page.Click($"#{call} .try > .actions button");
}
