using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Tributary.Bench.Engines;
using Tributary.Bench.Processes;
using Tributary.Client;
using Tributary.Server.Data;
using Tributary.TestKit.AggCat;

namespace Tributary.Bench.AggCat;

/// <summary>A program of the AggCat protocol at a running sandbox: a customer with ten accounts, and one with an account of many transactions.</summary>
internal sealed class OldProgram : IDisposable
{
    public const int Accounts = 10;
    private const string Institution = "100000";
    private const string ConsumerKey = "benchConsumerKey";
    private const string ConsumerSecret = "benchConsumerSecret";
    private const string Issuer = "bench.12345.ipp.prod";

    private readonly HttpClient _http;
    private readonly AggCatProgram _owner;
    private readonly AggCatProgram _reader;

    private OldProgram(HttpClient http, AggCatProgram owner, AggCatProgram reader, long accountId)
    {
        _http = http;
        _owner = owner;
        _reader = reader;
        AccountId = accountId;
    }

    /// <summary>The account with many transactions.</summary>
    public long AccountId { get; }

    public Uri Address => _http.BaseAddress!;

    public static async Task<OldProgram> RegisterAsync(ScratchFolder folder, int transactions)
    {
        var server = RunningServer.Find(LocalServer.DataFolder(folder)) ?? throw new InvalidOperationException("No server runs.");
        var http = new HttpClient { BaseAddress = server.Url };
        var tributary = new TributaryClient(http, server.Token.Reveal());
        var partner = await tributary.AddPartnerAsync(new NewPartner { Name = "Bench" }, CancellationToken.None);
        await tributary.SetAggCatApplicationAsync(
            partner.PartnerId,
            new NewAggCatApplication { Certificate = Certificate(), ConsumerKey = ConsumerKey, ConsumerSecret = ConsumerSecret, SamlIssuer = Issuer },
            CancellationToken.None);
        using var statement = new MemoryStream(Encoding.ASCII.GetBytes(Statement(transactions)));
        await tributary.ImportAsync(statement, "bench-reader", partner.PartnerId, CancellationToken.None);

        var owner = await Program(http).SignOnAsync("bench-owner");
        var added = await owner.PostAsync(
            $"/institutions/{Institution}/logins",
            "<InstitutionLogin><credentials><credential><name>Banking Userid</name><value>direct</value></credential>"
            + "<credential><name>Banking Password</name><value>anything</value></credential></credentials></InstitutionLogin>");
        if (XDocument.Parse(added.Text).Root!.Elements().Count() != Accounts)
            throw new InvalidOperationException($"The demo bank has no {Accounts} accounts.");
        var reader = await Program(http).SignOnAsync("bench-reader");
        var account = XDocument.Parse((await reader.GetAsync("/accounts")).Text).Descendants().Single(element => element.Name.LocalName == "accountId").Value;
        return new OldProgram(http, owner, reader, long.Parse(account, CultureInfo.InvariantCulture));
    }

    /// <summary>What the accounts are answered with.</summary>
    public async Task<byte[]> AccountsBodyAsync() => Encoding.UTF8.GetBytes((await _owner.GetAsync("/accounts")).Text);

    /// <summary>Requests for the accounts, each signed for itself.</summary>
    public IEnumerable<string> AccountsRequests(int count) => Enumerable.Range(0, count).Select(_ =>
        $"GET /rest-war/v1/accounts HTTP/1.1\r\nHost: {Address.Authority}\r\nContent-Type: application/xml\r\n"
        + $"Authorization: {_owner.Authorization(HttpMethod.Get, new Uri(Address, "/rest-war/v1/accounts"))}\r\n\r\n");

    /// <summary>Exchanges of assertions, each of one of its own, in a hundred customers' names.</summary>
    public IEnumerable<string> Exchanges(int count)
    {
        var program = Program(_http);
        return Enumerable.Range(0, count).Select(number =>
        {
            var body = "saml_assertion=" + Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(program.Assertion($"bench-{number % 100}"))));
            return $"POST /oauth/v1/get_access_token_by_saml HTTP/1.1\r\nHost: {Address.Authority}\r\nAuthorization: OAuth oauth_consumer_key=\"{ConsumerKey}\"\r\n"
                + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        });
    }

    /// <summary>A request for all transactions of the account that has many, from a day on.</summary>
    public HttpRequestMessage TransactionsRequest(string from)
    {
        var address = new Uri(Address, $"/rest-war/v1/accounts/{AccountId}/transactions?txnStartDate={from}");
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", _reader.Authorization(HttpMethod.Get, address));
        return request;
    }

    /// <summary>An assertion for verifying again and again, with what it is verified against.</summary>
    public static (byte[] Assertion, string Issuer, DateTimeOffset Now) Assertion()
    {
        using var http = new HttpClient();
        var now = TimeProvider.System.GetUtcNow();
        return (Encoding.UTF8.GetBytes(Program(http).Assertion("bench-owner")), Issuer, now);
    }

    public void Dispose() => _http.Dispose();

    private static AggCatProgram Program(HttpClient http) =>
        new(http, ConsumerKey, ConsumerSecret, Issuer, AssertionSigner.TestKey, TimeProvider.System);

    private static string Certificate()
    {
        var request = new CertificateRequest("CN=bench", AssertionSigner.TestKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
        return certificate.ExportCertificatePem();
    }

    private static string Statement(int transactions)
    {
        var text = new StringBuilder(
            "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
            + "<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD"
            + "<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20160101<DTEND>20251231");
        for (var number = 0; number < transactions; number++)
        {
            var day = new DateOnly(2016, 1, 1).AddDays((int)(number * 3650L / transactions));
            text.Append(
                CultureInfo.InvariantCulture,
                $"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{day:yyyyMMdd}<TRNAMT>-{number % 200}.{number % 90 + 10}<FITID>{day:yyyyMMdd}{number}<NAME>CORNER MARKET #{number % 400}<MEMO>CARD 4711 AUTH {number}</STMTTRN>");
        }

        return text.Append("</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>").ToString();
    }
}
