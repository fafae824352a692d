using System.Diagnostics;
using System.Text.Json;

namespace Tributary.Server.Tests.Finicity;

public sealed class AccountServiceTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private FinicityCaller _caller = null!;
    private Household _household = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _caller = await FinicityCaller.OfSandboxAsync(_server);
        _household = await _caller.AddAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Details_TellRoutingAndAccountNumber()
    {
        var reply = await GetAsync("checking", "details");

        Assert.Matches("^\\{\"routingNumber\":\"[0-9]{9}\",\"realAccountNumber\":\"1000001111\"\\}$", reply.Is(200).Text);
        var digits = reply.Json.GetProperty("routingNumber").GetString()!.Select(c => c - '0').ToArray();
        Assert.Equal(0, ((3 * (digits[0] + digits[3] + digits[6])) + (7 * (digits[1] + digits[4] + digits[7])) + digits[2] + digits[5] + digits[8]) % 10);
    }

    [Fact]
    public async Task Details_InXml_AndOfOtherAccounts()
    {
        (await GetAsync("creditCard", "details")).IsError(400, 14020);
        _caller.Accept = "application/xml";
        var account = (await _caller.GetAsync($"v1/customers/{_household.Customer}/accounts")).Is(200).Xml.Elements()
            .First(a => a.Element("type")!.Value == "savings").Element("id")!.Value;

        var details = (await _caller.GetAsync($"v1/customers/{_household.Customer}/accounts/{account}/details")).Is(200).Xml;

        Assert.Equal("accountDetails", details.Name.LocalName);
        Assert.Equal(["routingNumber", "realAccountNumber"], details.Elements().Select(e => e.Name.LocalName));

        var owner = (await _caller.GetAsync($"v1/customers/{_household.Customer}/accounts/{account}/owner")).Is(200).Xml;

        Assert.Equal("accountOwner", owner.Name.LocalName);
        Assert.Equal(["ownerName", "ownerAddress", "asOfDate"], owner.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task Details_WhenTheBankAsks_ComeWithTheAnswer()
    {
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };
        var account = await _caller.AccountAsync(_household, "checking");
        var asked = (await GetAsync("checking", "details")).Is(203);

        var answered = await _caller.PostAsync(
            $"v1/customers/{_household.Customer}/accounts/{account}/details/mfa", FinicityCaller.RefreshAnswers("anything"), asked.MfaSession);

        Assert.Equal("1000001111", answered.Is(200).Json.GetProperty("realAccountNumber").GetString());
    }

    [Fact]
    public async Task Details_AnsweredWithTheQuestionsOfAnotherAccount_AreStillThisAccounts()
    {
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };
        var savings = await _caller.AccountAsync(_household, "savings");
        var asked = (await GetAsync("checking", "details")).Is(203);
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new();

        var answered = await _caller.PostAsync(
            $"v1/customers/{_household.Customer}/accounts/{savings}/details/mfa", FinicityCaller.RefreshAnswers("anything"), asked.MfaSession);

        Assert.Equal("1000002222", answered.Is(200).Json.GetProperty("realAccountNumber").GetString());
    }

    [Fact]
    public async Task Details_WhileARefreshRuns_ComeAfterIt()
    {
        var account = await _caller.AccountAsync(_household, "checking");
        var gate = _server.Script.At(FinicityCaller.FinBank).Hold();
        var refresh = _caller.RefreshAsync(_household);
        await gate.Arrived;
        var details = _caller.GetAsync($"v1/customers/{_household.Customer}/accounts/{account}/details");
        gate.Open();
        (await refresh).Is(200);
        Assert.Equal("1000001111", (await details).Is(200).Json.GetProperty("realAccountNumber").GetString());
    }

    [Fact]
    public async Task Owner_TellsNameAddressAndDay()
    {
        var owner = (await GetAsync("creditCard", "owner")).Is(200).Json;

        Assert.Equal(["ownerName", "ownerAddress", "asOfDate"], owner.EnumerateObject().Select(m => m.Name));
        Assert.NotEqual("", owner.GetProperty("ownerName").GetString());
    }

    [Fact]
    public async Task Version3_TellsPaymentInstructionsAndHolders()
    {
        var account = await _caller.AccountAsync(_household, "checking");

        var ach = (await _caller.GetAsync($"v3/customers/{_household.Customer}/accounts/{account}/details")).Is(200).Json.GetProperty("paymentInstruction")[0];
        Assert.Equal("1000001111", ach.GetProperty("accountNumber").GetString());
        Assert.Equal("routingNumber", ach.GetProperty("descriptors")[0].GetProperty("type").GetString());

        var holder = (await _caller.GetAsync($"v3/customers/{_household.Customer}/accounts/{account}/owner")).Is(200).Json.GetProperty("holders")[0];
        Assert.Equal("person", holder.GetProperty("nameClassification").GetString());
        Assert.Equal((await GetAsync("checking", "owner")).Json.GetProperty("ownerName").GetString(), holder.GetProperty("ownerName").GetString());
    }

    [Fact]
    public async Task Statement_IsAPdf_WhoseFiguresAreTheTransactions()
    {
        var account = await _caller.AccountAsync(_household, "checking");
        var february = (await _caller.GetAsync(
            $"v2/customers/{_household.Customer}/accounts/{account}/transactions?fromDate={Epoch(2026, 2, 1)}&toDate={Epoch(2026, 3, 1) - 1}"))
            .Is(200).Json.GetProperty("transactions").EnumerateArray().ToArray();

        var text = await ReadAsync(await _caller.GetBytesAsync($"v1/customers/{_household.Customer}/accounts/{account}/statement"));

        Assert.Contains("02/01/2026 to 02/28/2026", text, StringComparison.Ordinal);
        Assert.NotEmpty(february);
        Assert.All(february, transaction =>
        {
            Assert.Contains(transaction.GetProperty("description").GetString()!, text, StringComparison.Ordinal);
            Assert.Contains(
                transaction.GetProperty("amount").GetDecimal().ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture),
                text,
                StringComparison.Ordinal);
        });
        Assert.Contains(
            "01/01/2026 to 01/31/2026",
            await ReadAsync(await _caller.GetBytesAsync($"v1/customers/{_household.Customer}/accounts/{account}/statement?index=2")),
            StringComparison.Ordinal);
        (await GetAsync("checking", "statement?index=25")).IsError(400, 14020);
    }

    [Fact]
    public async Task Asset_WhenTheBankAsks_ComesWithTheAnswer()
    {
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };
        var asset = $"v1/customers/{_household.Customer}/assets/{await _caller.AccountAsync(_household, "checking")}-20251231";
        var asked = (await _caller.GetAsync(asset)).Is(203);

        (await _caller.PostAsync($"{asset}/mfa", FinicityCaller.RefreshAnswers("anything"))).IsError(400, 10005, "Missing parameter (MFA-Session)");
        var answered = (await _caller.PostAsync($"{asset}/mfa", FinicityCaller.RefreshAnswers("anything"), asked.MfaSession)).Is(200);

        Assert.Equal("application/pdf", answered.ContentType);
    }

    [Fact]
    public async Task Statements_OfVersion3_AreListed_AndFetchedAsAssets()
    {
        var account = await _caller.AccountAsync(_household, "checking");

        var list = (await _caller.GetAsync($"v3/customers/{_household.Customer}/accounts/{account}/statement?index=1,3")).Is(200).Json
            .GetProperty("statements").EnumerateArray().ToArray();

        Assert.Equal(["02/01/2026 - 02/28/2026", "12/01/2025 - 12/31/2025"], list.Select(s => s.GetProperty("description").GetString()));
        var asset = await ReadAsync(await _caller.GetBytesAsync($"v1/customers/{_household.Customer}/assets/{list[1].GetProperty("id").GetString()}"));
        Assert.Contains("12/01/2025 to 12/31/2025", asset, StringComparison.Ordinal);
        (await _caller.GetAsync($"v1/customers/{_household.Customer}/assets/{account}-20260331")).IsError(404, 13002, "Asset not found");
    }

    [Fact]
    public async Task AvailableBalance_TellsWhatCanBeSpent_AndLiveAsksTheBankFirst()
    {
        var stored = (await GetAsync("checking", "availableBalance")).Is(200).Json;
        Assert.Equal("1111", stored.GetProperty("realAccountNumberLast4").GetString());
        Assert.Equal(JsonValueKind.Number, stored.GetProperty("availableBalance").ValueKind);
        Assert.Equal(JsonValueKind.Number, stored.GetProperty("clearedBalanceDate").ValueKind);

        _server.Clock.Advance(TimeSpan.FromDays(3));
        await _caller.AuthenticateAsync();
        var live = (await GetAsync("checking", "availableBalance/live")).Is(200).Json;
        Assert.Equal(
            stored.GetProperty("clearedBalanceDate").GetInt64() + (3 * 24 * 60 * 60), live.GetProperty("clearedBalanceDate").GetInt64());
    }

    [Fact]
    public async Task Details_ThatTheBankDoesNotTell_AreNotFound() => (await GetAsync("cd", "details")).IsError(404, 38008);

    [Fact]
    public async Task LoanDetails_AreOfLoansAlone()
    {
        var loan = (await GetAsync("mortgage", "loanDetails")).Is(200).Json;

        Assert.Equal("1000000001", loan.GetProperty("loanPaymentNumber").GetString());
        Assert.True(loan.GetProperty("loanDetail")[0].GetProperty("loanFuturePayoffAmount").GetDecimal() > 0);
        Assert.EndsWith("T12:00:00Z", loan.GetProperty("loanDetail")[0].GetProperty("loanFuturePayoffDate").GetString(), StringComparison.Ordinal);
        (await GetAsync("checking", "loanDetails")).IsError(400, 14020);
    }

    private async Task<FinicityReply> GetAsync(string type, string service) =>
        await _caller.GetAsync($"v1/customers/{_household.Customer}/accounts/{await _caller.AccountAsync(_household, type)}/{service}");

    private static long Epoch(int year, int month, int day) =>
        new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    /// <summary>What a person reads in it, by a reader that is not ours.</summary>
    private static async Task<string> ReadAsync(byte[] pdf)
    {
        using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", "-", "-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var text = reader.StandardOutput.ReadToEndAsync();
        await reader.StandardInput.BaseStream.WriteAsync(pdf);
        reader.StandardInput.Close();
        await reader.WaitForExitAsync();
        Assert.Equal(0, reader.ExitCode);
        return await text;
    }
}
