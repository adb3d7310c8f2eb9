"""Given and family names from many parts of the world, made up into people who do not exist.

An underscore stands for a space inside a name.
"""

_GIVEN: dict[str, str] = {
    "german": """
        Anke Jonas Frieda Lukas Greta Matthias Henrike Tobias Ilse Florian Katrin Benedikt Lotte Sebastian
        Marlene Ruben Nele Christoph Svenja Dietrich Ute Konrad Birgit Leander Wiebke Arne Mareike Till Elif Emre
    """,
    "english": """
        Alice Oliver Harriet Samuel Megan Thomas Charlotte Edward Phoebe Daniel Imogen Callum Naomi Rhys Beatrice
        Jack Freya Nathan Audrey Malik Grace Dylan Heather Marcus Tessa Owen Jasmine Graham Aisha Theo
    """,
    "indian": """
        Ananya Arjun Kavya Rohan Priya Vikram Meera Siddharth Lakshmi Karthik Divya Rahul Nandini Imran Shreya
        Aditya Farida Sanjay Ishita Manoj Deepa Varun Padma Harpreet Tara Gautam Zoya Naveen Ritu Suresh
    """,
    "spanish": """
        Lucía Álvaro Carmen Diego Inés Javier Marisol Rafael Paloma Emilio Ximena Andrés Beatriz Joaquín Rocío
        Mateo Itziar Gonzalo Esperanza Ramiro Nuria Hernán Dolores Ignacio Aitana Tomás Yolanda Felipe
    """,
    "polish": """
        Agnieszka Bartosz Zofia Wojciech Magda Krzysztof Hanna Paweł Ewa Tomasz Dorota Mikołaj Oksana Igor
        Justyna Radosław Kinga Szymon Halina Marek Olena Andrij Wanda Stanisław Iga Łukasz Bożena Taras
    """,
    "portuguese": """
        Mariana Thiago Júlia Rodrigo Beatriz Caio Larissa Henrique Fernanda Vinícius Camila João Yasmin Otávio
        Renata Leandro Isadora Marcelo Tainá Gustavo Helena Murilo Letícia Davi Simone Anderson
    """,
    "east african": """
        Wanjiru Otieno Achieng Kamau Naliaka Mwangi Amina Kiprono Zawadi Barasa Halima Njoroge Makena Juma Neema
        Baraka Wambui Omondi Rehema Kibet Selam Dawit Hirut Tesfaye Furaha Emmanuel
    """,
    "west african": """
        Adaeze Chukwudi Folake Babatunde Ngozi Emeka Yetunde Ifeanyi Amara Segun Zainab Kelechi Bisi Tunde Hauwa
        Obinna Abena Kwame Efua Kofi Fatou Mamadou Aminata Ousmane Ama Ibrahim
    """,
    "japanese": """
        Haruka Kenta Yui Daisuke Sakura Takumi Aoi Hiroshi Misaki Ryo Naoko Shota Emi Kazuki Rin Satoshi Mayumi
        Yuto Chihiro Akira Nanami Koji Tomoko Ren Asuka Makoto
    """,
    "arabic": """
        Layla Omar Nour Youssef Salma Khaled Mariam Tarek Dina Hassan Rania Ahmed Hala Mahmoud Yasmine Karim Amal
        Sherif Noha Ziad Reem Fadi Iman Bassem Samira Walid
    """,
    "nepali": """
        Sunita Bikash Asmita Prakash Sabina Dipendra Manisha Suman Pasang Rojina Kiran Anjali Tenzing Sarita
        Nabin Pema Roshan Binita Ganesh Srijana Milan Laxmi Bishal Nirmala
    """,
    "chinese": """
        Wei Xiaoming Jing Haoran Lan Jun Yuting Zhihao Min Rui Meiling Tao Xinyi Peng Qing Lei Shan Bo Yifan Hui
        Ning Kai Lihua Cheng Fang Guang
    """,
    "pacific": """
        Aroha Wiremu Mere Tane Ngaire Rawiri Leilani Sione Marama Tevita Anahera Hemi Kiri Nikau Sina Fetu Olivia
        Liam Ruby Angus Huia Manaia Tui Isaac
    """,
}

_FAMILY: dict[str, str] = {
    "german": """
        Albrecht Brandt Claussen Dörfler Eberhardt Fuhrmann Gerlach Hohmann Immel Jansen Krämer Lindner Möller
        Neuhaus Oberländer Petersen Quast Reinhardt Schuster Thalmann Uhlig Vogt Weidner Yılmaz Zeller Demir
        von_Hagen Kowalke Sommer Ziegler
    """,
    "english": """
        Ashworth Bennett Carmichael Davenport Ellison Fairclough Gallagher Hartley Ingram Jessop Kendrick
        Lockwood Macleod Nightingale O'Brien Pemberton Quinn Redmond Sinclair Thornton Underhill Vaughan Whitaker
        Yates Okafor-Reed Prescott Hughes Cartwright Begum Wainwright
    """,
    "indian": """
        Agarwal Banerjee Chatterjee Desai Fernandes Ghosh Hegde Iyer Joshi Krishnan Lobo Menon Nair Oberoi Patel
        Qureshi Rao Sharma Thakur Upadhyay Varma Wadhwa Yadav Kaur Singh Reddy Mukherjee Pillai Siddiqui Bhatt
    """,
    "spanish": """
        Aguilar Benítez Castaño Domínguez Echeverría Fuentes Galindo Herrero Ibáñez Jurado Lozano Montoya Navarro
        Ortega Paredes Quintana Robles Salcedo Tejada Urrutia Valdés Zamora Cárdenas Espinoza Villanueva Puig
        Soler Mendoza
    """,
    "polish": """
        Adamczyk Baran Czarnecki Dudek Filipiak Gajda Jabłoński Kaczmarek Lis Majewski Nowicka Olszewska Pawlak
        Rutkowski Sadowska Tomczak Urban Wilk Zając Szewczenko Bondar Kowalczyk Mazur Górski Wrona Sikora
    """,
    "portuguese": """
        Almeida Barbosa Cardoso Duarte Esteves Farias Gomes Henriques Leite Macedo Nogueira Oliveira Pacheco
        Queiroz Ribeiro Sampaio Teixeira Vasconcelos Xavier dos_Santos da_Costa Moraes Rocha Tavares
        Nakamura-Lima
    """,
    "east african": """
        Wekesa Kariuki Odhiambo Mutua Chebet Nyambura Cheruiyot Kimani Waweru Onyango Njeri Rotich Mwenda Hassan
        Kilonzo Auma Gathoni Tadesse Bekele Mushi Kimaro Abdi Wafula Koech Ndegwa
    """,
    "west african": """
        Adeyemi Okonkwo Balogun Eze Nwosu Afolabi Uzoma Bello Olawale Chukwu Danjuma Igwe Mensah Boateng Owusu
        Asante Diallo Traoré Ndiaye Camara Sow Obi Lawal Onyekachi Ojo
    """,
    "japanese": """
        Tanaka Fujimoto Ishikawa Kobayashi Matsuda Nakamura Ogawa Sasaki Ueda Yamaguchi Hayashi Endo Morita
        Kuroda Shimizu Takeda Hirano Noguchi Inoue Aoki Sakamoto Miyazaki Okada Arai
    """,
    "arabic": """
        Farouk Mansour El-Sayed Hamdy Abdelrahman Nasser Shaheen Zaki Khalil Aziz Boutros Gamal Rashad Salem
        Haddad Dabbous Fathy Ghanem Lotfy Mourad Ramzy Tawfik Wahba Younes
    """,
    "nepali": """
        Shrestha Gurung Tamang Adhikari Bhattarai Maharjan Thapa Rai Sherpa Karki Poudel Magar Basnet Lama Khadka
        Dahal Pradhan Koirala Bista Ghimire Limbu Rana Subedi
    """,
    "chinese": """
        Chen Wang Zhang Liu Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng Liang Xie Tang Han Feng
        Deng
    """,
    "pacific": """
        Ngata Parata Rangihuna Tamatea Walker Taufa Fonoti Mahuika Henare Leota Kereama Morrison Tuilagi Paewai
        Vaifale Tipene Waitere Mackenzie Faleolo Tawhai Hohepa Sutherland
    """,
}  # fmt: skip


def _names(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {part: tuple(name.replace("_", " ") for name in names.split()) for part, names in table.items()}


GIVEN_NAMES = _names(_GIVEN)
FAMILY_NAMES = _names(_FAMILY)
PARTS: tuple[str, ...] = tuple(GIVEN_NAMES)
