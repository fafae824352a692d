using Tributary.Core.Challenges;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;

namespace Tributary.Connectors.Tests.DemoBank;

public sealed class ChallengeTests
{
    private readonly Bank _bank = new();

    [Fact]
    public async Task DemoWhoPickedAPicture_IsStillAskedForTheOneThatMatches()
    {
        var signedIn = Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(Bank.FinBank, "demo", "imagechoice", new Questioned(["kite"])));

        var customer = new Questioned(["anchor"]);
        await _bank.SignInAsync(Bank.FinBank, "demo", "imagechoice2", customer, signedIn.Remember);

        Assert.NotNull(Assert.Single(Assert.Single(customer.Asked)).Image);
    }

    [Theory]
    [InlineData(Bank.FinBank, "tfa_text", "go", "Fido")]
    [InlineData(Bank.FinBank, "tfa_text2", "go", "Fido,Wilson High")]
    [InlineData(Bank.FinBank, "tfa_choice", "go", "Jefferson")]
    [InlineData(Bank.FinBank, "tfa_choice", "go", "none of them")]
    [InlineData(Bank.FinBank, "tfa_image", "go", "RIVER")]
    [InlineData(Bank.FinBank, "tfa_dynamic_image", "go", "whatever")]
    [InlineData(Bank.FinBank, "tfa_multi", "go", "kite")]
    [InlineData(Bank.FinBank, "demo", "imagechoice", "anchor")]
    [InlineData(Bank.FinBank, "demo", "imagechoice2", "anchor")]
    [InlineData(Bank.FinBankAgain, "tfa_text", "go", "Fido")]
    [InlineData(Bank.FinBankAgain, "tfa_choice", "go", "Jefferson")]
    [InlineData(Bank.FinBankAgain, "tfa_image", "go", "RIVER")]
    [InlineData(Bank.FinBankAgain, "tfa_multi", "go", "kite")]
    [InlineData(Bank.FinBankAgain, "demo", "imagechoice2", "anchor")]
    [InlineData(Bank.CcBank, "tfa_text", "anyvalue", "Fido")]
    [InlineData(Bank.CcBank, "tfa_text2", "anyvalue", "Fido,Wilson High")]
    [InlineData(Bank.CcBank, "tfa_choice", "anyvalue", "Washington")]
    [InlineData(Bank.CcBank, "tfa_image", "anyvalue", "RIVER")]
    [InlineData(Bank.CcBank, "tfa_dynamic_image", "anyvalue", "whatever")]
    public async Task AnsweredUser_SeesTheAccounts_AndIsNotAskedOnAKnownDevice(
        long institution, string user, string password, string answers)
    {
        var customer = new Questioned(answers.Split(','));
        var signedIn = Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(institution, user, password, customer));
        Assert.Equal(10, signedIn.Accounts.Count);
        Assert.Equal(answers.Split(',').Length, Assert.Single(customer.Asked).Count);
        Assert.NotNull(signedIn.Remember);

        var unasked = new Questioned();
        var again = await _bank.SignInAsync(institution, user, password, unasked, signedIn.Remember);
        Assert.Null(Assert.IsType<SignInResult.SignedIn>(again).Remember);
        Assert.Empty(unasked.Asked);
    }

    [Fact]
    public async Task KnownDevice_StillNeedsTheRightPassword()
    {
        var signedIn = await AnswerAsync();

        var refused = await _bank.SignInAsync(Bank.FinBank, "tfa_text", "wrong", remembered: signedIn.Remember);

        Assert.Equal(ErrorCatalogue.CredentialsRejected, Assert.IsType<SignInResult.Refused>(refused).Error);
    }

    [Theory]
    [InlineData(Bank.FinBank, "tfa_choice", "go")]
    [InlineData(Bank.CcBank, "tfa_text", "anyvalue")]
    public async Task DeviceCookie_OfAnotherUserOrBank_DoesNotCount(long institution, string user, string password)
    {
        var signedIn = await AnswerAsync();
        var customer = new Questioned(["Fido"]);

        await _bank.SignInAsync(institution, user, password, customer, signedIn.Remember);
        Assert.Single(customer.Asked);

        var madeUp = new Questioned(["Fido"]);
        await _bank.SignInAsync(institution, user, password, madeUp, new Secret("made up"));
        Assert.Single(madeUp.Asked);
    }

    [Fact]
    public async Task DeviceCookie_SurvivesARestartOfTheServer()
    {
        var signedIn = await AnswerAsync();
        var unasked = new Questioned();

        await new Bank().SignInAsync(Bank.FinBank, "tfa_text", "go", unasked, signedIn.Remember);

        Assert.Empty(unasked.Asked);
    }

    [Fact]
    public async Task Text_AnsweredMfa_AsksAnotherQuestion_EachBeginningWithEnter()
    {
        var customer = new Questioned(["mfa"], ["mfa"], ["Fido"]);

        Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(Bank.FinBank, "tfa_text", "go", customer));

        var texts = customer.Asked.Select(round => Assert.Single(round).Text).ToList();
        Assert.Equal("Enter your first pet's name:", texts[0]);
        Assert.Equal(3, texts.Distinct().Count());
        Assert.All(texts, text => Assert.StartsWith("Enter ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwoTexts_AreAskedAtOnce()
    {
        var customer = new Questioned(["Fido", "Wilson High"]);

        await _bank.SignInAsync(Bank.CcBank, "tfa_text2", "anyvalue", customer);

        Assert.Equal(
            ["Enter your first pet's name:", "Enter your high school's name:"],
            Assert.Single(customer.Asked).Select(question => question.Text));
    }

    [Fact]
    public async Task Choice_OffersTheSchools_AndAnsweredLoopAsksAgain()
    {
        var customer = new Questioned(["loop"], ["loop"], ["Wilson"]);

        Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(Bank.CcBank, "tfa_choice", "anyvalue", customer));

        Assert.Equal(3, customer.Asked.Count);
        Assert.Equal(
            ["Washington=Washington", "Jefferson=Jefferson", "Wilson=Wilson", "loop=loop", "Fail=fail"],
            customer.Asked[2][0].Choices.Select(choice => $"{choice.Label}={choice.Value}"));
    }

    [Theory]
    [InlineData(Bank.FinBank, "tfa_text", "go", "fail")]
    [InlineData(Bank.FinBank, "tfa_text2", "go", "Fido,fail")]
    [InlineData(Bank.FinBank, "tfa_choice", "go", "fail")]
    [InlineData(Bank.CcBank, "tfa_text", "anyvalue", "fail")]
    [InlineData(Bank.CcBank, "tfa_choice", "anyvalue", "fail")]
    public async Task AnswerFail_IsRejected(long institution, string user, string password, string answers)
    {
        var refused = await _bank.SignInAsync(institution, user, password, new Questioned(answers.Split(',')));

        Assert.Equal(ErrorCatalogue.AnswerRejected, Assert.IsType<SignInResult.Refused>(refused).Error);
    }

    [Fact]
    public async Task Captcha_ShowsAPicture()
    {
        var question = await QuestionToAsync("tfa_image", "go");

        AssertIsPng(question.Image);
        Assert.Empty(question.Choices);
    }

    [Fact]
    public async Task ChangingCaptcha_ShowsOtherWordsAndWordingOnOtherDays()
    {
        var first = await QuestionToAsync("tfa_dynamic_image", "go");
        _bank.PassDays(1);
        var second = await QuestionToAsync("tfa_dynamic_image", "go");

        Assert.NotEqual(first.Image!.Bytes, second.Image!.Bytes);
    }

    [Fact]
    public async Task ImageChoice_StyleOne_ShowsPicturesToChooseFrom()
    {
        var question = await QuestionToAsync("demo", "imagechoice");

        Assert.Null(question.Image);
        Assert.Equal(["kite", "anchor", "windmill"], question.Choices.Select(choice => choice.Value));
        Assert.All(question.Choices, choice => AssertIsPng(choice.Image));
    }

    [Fact]
    public async Task ImageChoice_StyleTwo_ShowsAPictureAndItsLikeAmongOthers()
    {
        var question = await QuestionToAsync("demo", "imagechoice2");

        AssertIsPng(question.Image);
        var match = question.Choices.Single(choice => choice.Image!.Bytes.SequenceEqual(question.Image!.Bytes));
        Assert.Equal("anchor", match.Value);
    }

    private async Task<SignInResult.SignedIn> AnswerAsync() =>
        Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(Bank.FinBank, "tfa_text", "go", new Questioned(["Fido"])));

    private async Task<Challenge> QuestionToAsync(string user, string password)
    {
        var customer = new Questioned(["an answer"]);
        await _bank.SignInAsync(Bank.FinBank, user, password, customer);
        return Assert.Single(Assert.Single(customer.Asked));
    }

    private static void AssertIsPng(ChallengeImage? image)
    {
        Assert.Equal("image/png", image?.MediaType);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], image!.Bytes[..8]);
    }
}
