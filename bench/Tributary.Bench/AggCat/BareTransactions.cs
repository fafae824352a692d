using System.Globalization;
using System.Net;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Tributary.Storage;

namespace Tributary.Bench.AggCat;

/// <summary>
/// The yardstick of long lists: Kestrel, one cursor over the store's own file, and the platform's XmlWriter. It writes what ours writes of each
/// transaction, as the texts they lie there, and knows neither customers nor tokens.
/// </summary>
internal static class BareTransactions
{
    public const string Mode = "bare-transactions";

    private const string Namespace = "http://schema.intuit.com/platform/fdatafeed/transaction/v1";

    public static async Task RunAsync(string port, string file)
    {
        // Loads the library that the store itself runs on.
        await StoreLocation.OfFile(file).InspectAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            context.Response.ContentType = "application/xml";
            if (context.Request.Path.Value!.EndsWith("/transactions", StringComparison.Ordinal))
                Write(file, context.Response.Body);
            return Task.CompletedTask;
        });
        await app.RunAsync();
    }

    private static void Write(string file, Stream body)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using var command = new SqliteCommand(
            """
            SELECT id, currency, institution_transaction_id, description, memo, type, posted_date, amount, state
            FROM account_transaction WHERE account_id = (SELECT account_id FROM account_transaction GROUP BY account_id ORDER BY count(*) DESC LIMIT 1)
            ORDER BY posted_date, id
            """,
            connection);
        using var row = command.ExecuteReader();
        using var xml = XmlWriter.Create(body);
        xml.WriteStartElement("TransactionList", Namespace);
        while (row.Read())
        {
            xml.WriteStartElement("BankingTransaction", Namespace);
            Text("id", 0);
            Text("currencyType", 1);
            Text("institutionTransactionId", 2);
            Text("payeeName", 3);
            Text("memo", 4);
            Text("type", 5);
            xml.WriteElementString("postedDate", Namespace, row.GetString(6) + "T00:00:00.000-07:00");
            Text("amount", 7);
            xml.WriteElementString("pending", Namespace, row.GetString(8) == "pending" ? "true" : "false");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();

        void Text(string name, int column)
        {
            if (!row.IsDBNull(column))
                xml.WriteElementString(name, Namespace, row.GetString(column));
        }
    }
}
